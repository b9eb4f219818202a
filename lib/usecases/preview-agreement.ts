import type { AnswerOf } from '../contract/routes.ts'
import { type Agreement, findAgreementFaults, type NamedFault } from '../domain/agreement/agreement.ts'
import { compareParties, sumGuaranteed } from '../domain/agreement/compare-parties.ts'
import { type MonthFacts, partsOf } from '../domain/avregning/month-facts.ts'
import type { AgreementId } from '../domain/ids.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Month } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { type AgreementBook, findBook } from '../store/avregning-store.ts'
import { readUnits } from '../store/unit-store.ts'
import { compareMonths } from './compare-months.ts'
import { readMonthFacts } from './compute-run.ts'
import type { Deps } from './deps.ts'
import { factsOf } from './save-agreement.ts'
import { readUkpRates } from './ukp-rates.ts'

type Ask = { readonly now: Instant; readonly agreementId: AgreementId; readonly agreement: Agreement }
type Refusal = { readonly kind: 'agreement-does-not-add-up'; readonly errors: readonly NamedFault[] }

/** What saving an agreement would do to beds, parties and months. Nothing is stored. */
export async function previewAgreement(deps: Deps, ask: Ask): Promise<Result<AnswerOf<'preview-agreement'>, Refusal>> {
  const { now, agreementId, agreement } = ask
  const [book, { units }] = await Promise.all([
    findBook(deps.store, agreementId),
    readUnits(deps.store, { unitIds: [...new Set(agreement.units)] }),
  ])
  const errors = findAgreementFaults(agreementId, agreement, factsOf(agreement.units, units, now))
  if (errors.length > 0) return refused({ kind: 'agreement-does-not-add-up', errors })
  const newest = book?.versions.at(-1)
  const before = newest?.agreement ?? null
  return accepted({
    agreementId,
    version: newest?.version ?? null,
    fom: agreement.fom,
    beds: {
      physical: [...units.values()].reduce((sum, { beds }) => sum + beds.length, 0),
      guaranteedBefore: sumGuaranteed(before),
      guaranteedAfter: sumGuaranteed(agreement),
    },
    parties: compareParties(before, agreement),
    months: book ? touchedMonths(book, agreement) : [],
    money: book ? await compareMoney(deps, book, ask) : null,
  })
}

/** Months with a cost or a run where the new version would be in force on some date, and say something new. */
function touchedMonths(book: AgreementBook, agreement: Agreement): AnswerOf<'preview-agreement'>['months'] {
  const next = { version: (book.versions.at(-1)?.version ?? 0) + 1, agreement }
  const months = [...new Set([...book.costs.keys(), ...book.runs.keys()])].sort()
  return months
    .filter((month) =>
      partsOf({ month, versions: [...book.versions, next] }).some(({ version }) => version === next.version),
    )
    .filter((month) => !saysTheSame(book, month, agreement))
    .map((month) => {
      const head = book.runs.get(month)?.value
      return { month, state: head?.state ?? 'not-run', lockedAt: head?.lockedAt ?? null }
    })
}

const saysTheSame = ({ versions }: AgreementBook, month: Month, { fom: _, ...agreement }: Agreement): boolean =>
  partsOf({ month, versions }).every(
    ({ agreement: { fom: __, ...was } }) => canonicalJson(was) === canonicalJson(agreement),
  )

/** The last month with a booked cost, on the new terms from its first date to its last. */
async function compareMoney(
  deps: Deps,
  book: AgreementBook,
  { now, agreement }: Ask,
): Promise<AnswerOf<'preview-agreement'>['money']> {
  const month = [...book.costs.keys()].sort().at(-1)
  const { finance } = agreement
  if (month === undefined || finance === undefined) return null
  const read = await readMonthFacts(deps.store, book, { month, now, ukpRates: await readUkpRates(deps.store) })
  if (!read.ok) return null
  const { facts } = read.value
  const trial: MonthFacts = {
    ...facts,
    versions: facts.versions.map(({ version, agreement: { fom } }) => ({
      version,
      agreement: { ...agreement, fom, finance },
    })),
  }
  return { month, differences: compareMonths(facts, trial, 'host').differences }
}
