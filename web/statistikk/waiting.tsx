import type { AnswerOf } from '../../lib/contract/routes.ts'
import type { Role } from '../../lib/contract/words.ts'
import { usePolled } from '../api/use-polled.ts'
import { STATISTIKK } from '../i18n/nb-statistikk.ts'
import { partyName } from '../parts/party.ts'
import { session } from '../session/session.ts'
import { number, numberText, text } from './compile-figures.ts'
import type { Figure } from './figure.ts'
import { FigureCard } from './figure-card.tsx'

const UNHURRIED_MS = 60_000
const READERS: readonly Role[] = ['ward-leader', 'finance', 'host-finance', 'admin']
const { columns: labels, figures: titles, findings } = STATISTIKK

/** Patients who are ready to leave and wait for their kommune, wherever they lie, for those who may know. */
export function Waiting() {
  const who = session()
  const mayRead = who !== undefined && READERS.includes(who.role)
  const { answer } = usePolled('list-utskrivningsklare', mayRead ? { query: {} } : null, { everyMs: UNHURRIED_MS })
  return answer ? <FigureCard figure={waitingFigure(answer)} about={answer.asOf.slice(0, 10)} /> : null
}

type Waited = { readonly kommune: string | null; readonly count: number | null; readonly suppressed: boolean }

/** Those that the reader may see one by one are counted here like the others. */
function waitingFigure({ stays, elsewhere }: AnswerOf<'list-utskrivningsklare'>): Figure {
  const counts = new Map<string | null, Waited>()
  const seen = stays.map(({ kommune }) => ({ kommune, count: 1, suppressed: false }))
  for (const { kommune, count, suppressed } of [...seen, ...elsewhere.rows]) {
    const known = counts.get(kommune)
    const isHidden = suppressed || (known?.suppressed ?? false)
    counts.set(kommune, {
      kommune,
      suppressed: isHidden,
      count: isHidden ? null : (known?.count ?? 0) + (count ?? 0),
    })
  }
  const rows = [...counts.values()].toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0))
  const nameOf = ({ kommune }: Waited) => (kommune === null ? STATISTIKK.none : partyName(`k-${kommune}`))
  const total = elsewhere.total.count === null ? null : elsewhere.total.count + stays.length
  return {
    id: 'utskrivningsklare',
    title: titles.waiting,
    finding: findings.waiting(numberText(total)),
    definitions: [STATISTIKK.waitingDefinition],
    columns: [text(labels.kommune), number(labels.count)],
    rows: rows.map((row) => [nameOf(row), row.count === null ? { hidden: true } : { number: String(row.count) }]),
    chart: {
      kind: 'bars',
      bars: rows.map((row) => ({ label: nameOf(row), value: row.count, shown: numberText(row.count) })),
    },
    isHidden: elsewhere.suppressed && stays.length === 0,
  }
}
