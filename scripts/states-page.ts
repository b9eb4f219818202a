import { BED_STATES } from '../lib/domain/pool/bed-state.ts'
import { BED_TRANSITIONS } from '../lib/domain/pool/transitions.ts'

/** The bed's states as a diagram, and what causes each step. */
export function statesPage(): string {
  const arrows = BED_TRANSITIONS.map(({ from, to }) => `  ${from} --> ${to}`)
  const causes = BED_TRANSITIONS.map(
    ({ from, to, by }) =>
      `| ${from} | ${to} | ${by.map((mover) => (mover === 'clock' ? 'klokken' : `\`${mover}\``)).join(' ')} |`,
  )
  return [
    '# Sengens tilstander',
    '',
    'Laget av `npm run docs` fra `lib/domain/pool/transitions.ts`. Ikke rett for hånd.',
    'En egenskapstest holder hvert steg i tilfeldige historier opp mot denne tabellen.',
    'Angring (`action-undone`) er ikke tegnet: den setter senger og hold tilbake slik de var.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> free',
    ...arrows,
    '```',
    '',
    `Tilstander: ${BED_STATES.map((state) => `\`${state}\``).join(', ')}.`,
    '',
    '| fra | til | av |',
    '|---|---|---|',
    ...causes,
    '',
    '## Holdets tilstander',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> pending : hold-placed',
    '  [*] --> accepted : waiting-promoted',
    '  pending --> accepted : hold-accepted',
    '  pending --> declined : hold-declined',
    '  accepted --> declined : hold-declined',
    '  pending --> cancelled : hold-cancelled',
    '  accepted --> cancelled : hold-cancelled',
    '  pending --> expired : klokken (ubesvart)',
    '  accepted --> expired : klokken (kom ikke)',
    '  pending --> used : patient-admitted',
    '  accepted --> used : patient-admitted',
    '  pending --> passed_on : hold-passed-on',
    '```',
    '',
  ].join('\n')
}
