import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Instants are UTC with three decimals, dates and months local, amounts whole øre, exact numbers texts; see README.md. */
export type GoldenAgreement = {
  readonly version: number
  readonly savedAt: string
  /** The body of `PUT /v1/agreements/{agreementId}`, to be parsed by its own schema. */
  readonly agreement: unknown
}

export type GoldenSegment = {
  readonly from: string
  /** Null while the patient is there. */
  readonly until: string | null
  readonly partyId: string
  readonly service: string
  readonly unitId: string
}

export type GoldenStay = {
  readonly stayId: string
  readonly segments: readonly GoldenSegment[]
  readonly expectedDepartureAt?: string
  readonly utskrivningsklar?: readonly { readonly event: string; readonly at: string; readonly by: string }[]
  /** Kommunenummer. */
  readonly oppholdskommune?: string
}

export type GoldenMonth = {
  readonly month: string
  readonly now: string
  readonly costOre: number
  readonly guestIncomeOre: number
}

export type GoldenLine = {
  readonly partyId: string
  readonly guest?: true
  readonly betalingsdogn: string
  readonly weightedDogn: string
  readonly liggedogn: number
  readonly fixedOre: number
  /** Absent where no key for empty beds is agreed. */
  readonly emptyBedsOre?: number
  readonly useOre: number
  readonly lowUseAdjustmentOre: number
  readonly amountOre: number
  /** Absent where no earlier month is locked. */
  readonly correctionsOre?: number
  readonly onAccountOre: number
  readonly netOre: number
  readonly effectiveDognprisOre: number | null
}

export type GoldenExpected = {
  readonly poolOre: number
  /** The agreement's parties by id, then the guests by id. */
  readonly lines: readonly GoldenLine[]
  /** One for each cause that keeps the month from being locked; absent where it may be locked. */
  readonly causes?: readonly string[]
  /** What kommuner owe HF outside the pool. */
  readonly betalingsplikt?: readonly {
    readonly partyId: string
    readonly toPartyId: string
    readonly dogn: string
    readonly amountOre: number
  }[]
}

/** What is known when one month is run, and what the run must say. */
export type GoldenRun = {
  readonly agreements: readonly GoldenAgreement[]
  readonly stays: readonly GoldenStay[]
  readonly month: GoldenMonth
  readonly expected: GoldenExpected
}

export type GoldenCase = GoldenRun & {
  readonly name: string
  /** The run after the first one was locked, with all that is known by then, the first month's later facts included. */
  readonly later: GoldenRun | null
  readonly why: string
}

const ROOT = import.meta.dirname

export const listGoldenCases = (): string[] =>
  readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()

export function readGoldenCase(name: string): GoldenCase {
  const folder = join(ROOT, name)
  const agreements: GoldenAgreement[] = readJson(join(folder, 'agreements.json'))
  const later = join(folder, 'later')
  return {
    name,
    ...readRun(folder, agreements),
    later: existsSync(later) ? readRun(later, agreements) : null,
    why: readFileSync(join(folder, 'why.md'), 'utf8'),
  }
}

/** A later run without an agreements file of its own goes by the earlier one. */
function readRun(folder: string, inherited: GoldenAgreement[]): GoldenRun {
  const own = join(folder, 'agreements.json')
  return {
    agreements: existsSync(own) ? readJson(own) : inherited,
    stays: readJson(join(folder, 'stays.json')),
    month: readJson(join(folder, 'month.json')),
    expected: readJson(join(folder, 'expected.json')),
  }
}

/** The one place where the files become the types above. */
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
