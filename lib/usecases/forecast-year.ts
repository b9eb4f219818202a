import type { AnswerOf } from '../contract/routes.ts'
import { FORECAST_DEFINITION, forecastYear } from '../domain/avregning/forecast.ts'
import { lineName } from '../domain/avregning/month-lines.ts'
import { byText } from '../kernel/by-text.ts'
import { accepted, type Result } from '../kernel/result.ts'
import { getResult } from '../store/avregning-store.ts'
import { withGuest } from './avregning-answer.ts'
import type { Deps } from './deps.ts'
import { type NotReadable, openBook, type ReadAt } from './show-avregning.ts'

const MONTHS_IN_YEAR = 12

/** What each party's year will come to, from the months that have been run so far. */
export async function forecastOf(
  deps: Deps,
  ask: ReadAt & { readonly year: string },
): Promise<Result<AnswerOf<'forecast-year'>, NotReadable>> {
  const opened = await openBook(deps, ask)
  if (!opened.ok) return opened
  const { book } = opened.value
  const heads = [...book.runs.values()]
    .map(({ value }) => value)
    .filter(({ month }) => month.startsWith(`${ask.year}-`))
    .sort(byText(({ month }) => month))
  const results = await Promise.all(heads.map((head) => getResult(deps.store, book.agreementId, head)))
  const remaining = MONTHS_IN_YEAR - heads.length
  const lines = results.flatMap(({ result }) => result.lines)
  const parties = [...new Map(lines.map((line) => [lineName(line), line]))].sort(byText(([name]) => name))
  return accepted({
    year: ask.year,
    months: heads.map(({ month, state }) => ({ month, state })),
    remaining,
    parties: parties.map(([name, { partyId, guest }]) => {
      const monthsOre = results.map(({ result }) =>
        result.lines
          .filter((line) => lineName(line) === name)
          .reduce((sum, { amountOre, correctionsOre }) => sum + amountOre + correctionsOre, 0),
      )
      return withGuest(forecastYear({ partyId, guest, monthsOre }, remaining))
    }),
    definition: FORECAST_DEFINITION,
  })
}
