import type { AnswerOf, BodyOf } from '../contract/routes.ts'
import { findMoneyFaults, type NamedFault } from '../domain/agreement/agreement.ts'
import { type FinancedVersion, type MonthFacts, partsOf } from '../domain/avregning/month-facts.ts'
import type { AgreementId } from '../domain/ids.ts'
import type { Month } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { withGuest } from './avregning-answer.ts'
import { compareMonths } from './compare-months.ts'
import { type ComputeRefusal, readMonthFacts } from './compute-run.ts'
import type { Deps } from './deps.ts'
import { type NotReadable, openBook, type ReadAt } from './show-avregning.ts'
import { readUkpRates } from './ukp-rates.ts'

type At = { readonly agreementId: AgreementId; readonly month: Month }
type Changes = BodyOf<'what-if'>
type Refusal =
  | NotReadable
  | ComputeRefusal
  | { readonly kind: 'agreement-does-not-add-up'; readonly errors: readonly NamedFault[] }

/** A month as it is and as it would be under other terms, party by party. Nothing is stored. */
export async function tryWhatIf(
  deps: Deps,
  ask: ReadAt & At & { readonly changes: Changes },
): Promise<Result<AnswerOf<'what-if'>, Refusal>> {
  const opened = await openBook(deps, ask)
  if (!opened.ok) return opened
  const { book, viewer } = opened.value
  const { month, now, changes } = ask
  const read = await readMonthFacts(deps.store, book, { month, now, ukpRates: await readUkpRates(deps.store) })
  if (!read.ok) return read
  const { facts } = read.value
  const trial = changed(facts, changes)
  const errors = trial.versions.flatMap(({ agreement }) => findMoneyFaults(agreement))
  if (errors.length > 0) return refused({ kind: 'agreement-does-not-add-up', errors: unique(errors) })
  const { before, after, differences } = compareMonths(facts, trial, viewer)
  const inForce = (partsOf(facts).at(-1) ?? facts.versions.at(-1))?.agreement
  return accepted({
    month,
    before: { poolOre: before.poolOre, lines: before.lines.map(withGuest), terms: inForce ? termsOf(inForce) : null },
    after: { poolOre: after.poolOre, lines: after.lines.map(withGuest), working: after.working },
    differences,
  })
}

const termsOf = ({ finance: { fixed, lowUse }, guests }: FinancedVersion['agreement']) => ({
  fixed,
  lowUse: lowUse ?? null,
  guests: guests ?? null,
})

function changed(facts: MonthFacts, { costOre, guestIncomeOre, ...changes }: Changes): MonthFacts {
  const cost = facts.cost ?? { costOre: 0, guestIncomeOre: 0 }
  return {
    ...facts,
    cost: { costOre: costOre ?? cost.costOre, guestIncomeOre: guestIncomeOre ?? cost.guestIncomeOre },
    versions: facts.versions.map((version) => changedVersion(version, changes)),
  }
}

function changedVersion(
  { version, agreement }: FinancedVersion,
  { parties, guests, places, finance = {} }: Omit<Changes, 'costOre' | 'guestIncomeOre'>,
): FinancedVersion {
  const { lowUse, emptyBeds, counting, fixed, use, onAccount, utskrivningsklar } = finance
  const now = agreement.finance
  return {
    version,
    agreement: {
      ...agreement,
      parties: parties ?? agreement.parties,
      guests: guests ?? agreement.guests,
      places: places ?? agreement.places,
      finance: {
        ...now,
        counting: counting ?? now.counting,
        fixed: fixed ?? now.fixed,
        use: use ?? now.use,
        onAccount: onAccount ?? now.onAccount,
        utskrivningsklar: utskrivningsklar ?? now.utskrivningsklar,
        // Left out: as it is. Null: without it.
        lowUse: lowUse === undefined ? now.lowUse : (lowUse ?? undefined),
        emptyBeds: emptyBeds === undefined ? now.emptyBeds : (emptyBeds ?? undefined),
      },
    },
  }
}

const unique = (faults: readonly NamedFault[]): readonly NamedFault[] => [
  ...new Map(faults.map((fault) => [`${fault.pointer} ${fault.rule}`, fault])).values(),
]
