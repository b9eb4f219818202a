import * as z from 'zod'
import { OUTGOING_DATA, OutgoingEventBody } from '../lib/contract/outgoing-event.ts'
import { OUTGOING_TYPES, OUTGOING_VERSION } from '../lib/domain/outgoing/outgoing-event.ts'

type JsonSchema = {
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly string[]
  readonly anyOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
}

/** What is told outside: every type, its fields, and the schema of the whole. */
export function eventsPage(): string {
  const rows = OUTGOING_TYPES.map((type) => {
    const { description = '', properties = {} } = schemaOf(OUTGOING_DATA[type])
    const fields = Object.entries(properties).map(([name, schema]) => `\`${name}\` ${wordsOf(schema)}`)
    return `| \`${type}\` | ${description} | ${fields.join('; ') || '–'} |`
  })
  return [
    '# Hendelser ut',
    '',
    `Laget av \`npm run docs\` fra \`lib/contract/outgoing-event.ts\`. Ikke rett for hånd. Katalogen er lukket, versjon ${OUTGOING_VERSION}: et felt kan komme til, men aldri forsvinne eller bety noe annet.`,
    'Slik sendes de, og slik tas de imot: [integrasjon](../integrasjon.md).',
    '',
    '| type | når | `data` |',
    '|---|---|---|',
    ...rows,
    '',
    'Konvolutten er den samme for alle: `id`, `type`, `version`, `timestamp`, `agreementId`, `unitId` og `seq` (begge null for det som gjelder en hel avtale), og `data`.',
    '',
    '## JSON Schema',
    '',
    '```json',
    JSON.stringify(z.toJSONSchema(OutgoingEventBody), null, 1),
    '```',
    '',
  ].join('\n')
}

// What zod writes is a JSON schema; of its members only these few are read.
const schemaOf = (schema: z.ZodType): JsonSchema => z.toJSONSchema(schema) as JsonSchema

const WORDS: Readonly<Record<string, string>> = { string: 'tekst', integer: 'tall' }

function wordsOf({ type, enum: values, anyOf }: JsonSchema): string {
  if (anyOf) return anyOf.map(wordsOf).join(' eller ')
  if (values) return values.map((value) => `\`${value}\``).join(', ')
  return [type ?? []]
    .flat()
    .map((each) => WORDS[each] ?? each)
    .join(' eller ')
}
