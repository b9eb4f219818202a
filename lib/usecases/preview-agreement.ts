import type { AnswerOf } from '../contract/routes.ts'
import { type Agreement, findAgreementFaults, type NamedFault, sumGuaranteed } from '../domain/agreement/agreement.ts'
import { compareParties } from '../domain/agreement/compare-parties.ts'
import { type MonthFacts, partsOf } from '../domain/avregning/month-facts.ts'
import type { AgreementId, UnitId } from '../domain/ids.ts'
import { countPool } from '../domain/pool/bookable.ts'
import type { UnitState } from '../domain/pool/state.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { Instant } from '../kernel/instant.ts'
import { firstDateOf, type Month, monthOf } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { type AgreementBook, findBook } from '../store/avregning-store.ts'
import { findUnits } from '../store/unit-store.ts'
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
  const book = await findBook(deps.store, agreementId)
  const newest = book?.versions.at(-1)
  const before = newest?.agreement ?? null
  const named = { before: before?.units ?? [], after: agreement.units }
  const units = await findUnits(deps.store, [...new Set([...named.before, ...named.after])])
  const errors = findAgreementFaults(agreementId, agreement, factsOf(agreement.units, units, now))
  if (errors.length > 0) return refused({ kind: 'agreement-does-not-add-up', errors })
  const money = book ? await compareMoney(deps, book, ask) : null
  return accepted({
    agreementId,
    version: newest?.version ?? null,
    fom: agreement.fom,
    beds: {
      physical: named.after.reduce((sum, unitId) => sum + (units.get(unitId)?.beds.length ?? 0), 0),
      guaranteedBefore: sumGuaranteed(before?.groups ?? []),
      guaranteedAfter: sumGuaranteed(agreement.groups),
    },
    units: [...units.values()].map((unit) => compareUnit(unit, named, now)),
    parties: compareParties(before, agreement),
    months: book ? touchedMonths(book, agreement) : [],
    money,
    example: money ? null : shareExample(ask),
  })
}

function compareUnit(
  unit: UnitState,
  named: { readonly before: readonly UnitId[]; readonly after: readonly UnitId[] },
  now: Instant,
): AnswerOf<'preview-agreement'>['units'][number] {
  const { unitId, profile, beds } = unit
  const { occupied, held } = countPool(unit, now)
  const [was, is] = [named.before.includes(unitId), named.after.includes(unitId)]
  const change = was === is ? null : is ? 'joins' : 'leaves'
  return { unitId, name: profile.name, physical: beds.length, inUse: occupied + held, change }
}

/** A round sum, so that everybody can see the shares in it. */
const EXAMPLE_ORE = 100_000_000

/** Where no month has a cost to try the terms on: a million kroner in a month that nobody used a bed in. */
function shareExample({ now, agreementId, agreement }: Ask): AnswerOf<'preview-agreement'>['example'] {
  const { finance, fom } = agreement
  if (finance === undefined) return null
  const month = monthOf(fom)
  const version = { version: 1, agreement: { ...agreement, fom: firstDateOf(month), finance } }
  const cost = { costOre: EXAMPLE_ORE, guestIncomeOre: 0 }
  const facts: MonthFacts = {
    agreementId,
    month,
    now,
    versions: [version],
    cost,
    stays: [],
    adjustments: [],
    ukpRates: [],
  }
  const { lines } = compareMonths(facts, facts, 'host').after
  return { costOre: EXAMPLE_ORE, lines: lines.map(({ partyId, amountOre }) => ({ partyId, amountOre })) }
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
