import { addExact, compareExact, type Exact, isZero, ONE, parseExact, ZERO } from '../../kernel/exact.ts'
import type { OsloDate } from '../../kernel/oslo-date.ts'
import { startOfOsloDate } from '../../kernel/oslo-date.ts'
import { type AgreementId, isKommuneParty, orgnrOfParty, type PartyId, type UnitId } from '../ids.ts'
import { isOrgnr } from '../party/orgnr.ts'
import { isAccount, isKid } from '../party/payment.ts'
import type { Terms } from '../pool/state.ts'
import type { Service } from '../vocabulary.ts'

/** What the agreement settles about time, and how strictly rooms are shared. Minutes are whole, 1 or more. */
export type Rules = {
  readonly holdMinutes: number
  readonly answerMinutes: number
  readonly arrivalGraceMinutes: number
  readonly staleAfterMinutes: number
  /** How long a unit can take back what it last did. */
  readonly undoMinutes: number
  readonly reviewAfterDogn: number
  readonly kadMeanDogn: number
  readonly specialistAfterDogn: number
  readonly rooms: RoomRules
}

export const ROOM_RULES = ['isolation', 'gender', 'bariatric', 'companion', 'shielded'] as const
export type RoomRule = (typeof ROOM_RULES)[number]
/** A hard rule refuses the bed; a soft one only prefers another. */
export type RoomRules = Readonly<Record<RoomRule, 'hard' | 'soft'>>

/** Defaults of design.md section 4 and 5; every one is a setting of the agreement. */
export const DEFAULT_RULES: Rules = {
  holdMinutes: 30,
  answerMinutes: 10,
  arrivalGraceMinutes: 60,
  staleAfterMinutes: 240,
  undoMinutes: 5,
  reviewAfterDogn: 10,
  kadMeanDogn: 3,
  specialistAfterDogn: 14,
  rooms: { isolation: 'hard', gender: 'hard', bariatric: 'hard', companion: 'hard', shielded: 'hard' },
}

export const COUNTING_RULES = ['midnight', 'calendar-day', 'started-24h', 'hours'] as const
export const VAT_CATEGORIES = ['E', 'O'] as const

export type FixedKey =
  | 'population'
  | 'equal'
  | { readonly equal: string; readonly population: string }
  | { readonly weights: Readonly<Record<PartyId, string>> }

/** What an invoice must say about a party; guests may be here too. */
export type PartyContact = {
  /** A kommune's own; an HF's stands in its party id. */
  readonly orgnr?: string | undefined
  /** Registered for merverdiavgift, so that «MVA» belongs behind the orgnr (bokføringsforskriften § 5-1-2). */
  readonly mvaRegistered?: boolean | undefined
  readonly name?: string | undefined
  readonly street?: string | undefined
  readonly postalCode?: string | undefined
  readonly city?: string | undefined
  /** «Deres ref»: what the party's own accounts need to find the right desk. */
  readonly reference?: string | undefined
  /** The KID that the host's bank has given this payer. */
  readonly kid?: string | undefined
}

export type EhfSettings = {
  readonly vatCategory: (typeof VAT_CATEGORIES)[number]
  readonly exemptionReason?: string | undefined
  /** The host's account, eleven digits or IBAN. */
  readonly account?: string | undefined
  /** Days from the invoice's date until it is due. */
  readonly dueDays?: number | undefined
  readonly parties?: Readonly<Record<PartyId, PartyContact>> | undefined
}
export const DEFAULT_DUE_DAYS = 30

/** The year's arter are set by the agreement, never by us: the official list changes. */
export type KostraSettings = {
  readonly ansvar?: string | undefined
  readonly art?: Readonly<Partial<Record<KostraArt, string>>> | undefined
}
/** Bought from or refunded by a kommune, or the state (which the HF and RHF are). */
export const KOSTRA_ARTER = ['kjop-fra-kommune', 'kjop-fra-stat', 'refusjon-fra-kommune', 'refusjon-fra-stat'] as const
export type KostraArt = (typeof KOSTRA_ARTER)[number]

export type Finance = {
  readonly counting: { readonly rule: (typeof COUNTING_RULES)[number]; readonly sameDayDogn: string }
  readonly fixed: { readonly share: string; readonly hfShare?: string | undefined; readonly key: FixedKey }
  readonly use: { readonly weights: Readonly<Partial<Record<Service, string>>> }
  /** The cost of the empty part of `places` by a key of its own; left out: empty beds are shared like the rest. */
  readonly emptyBeds?: { readonly hfShare?: string | undefined; readonly key: FixedKey } | undefined
  readonly lowUse?: { readonly factor: string; readonly standbyShare: string } | undefined
  readonly onAccount: Readonly<Record<PartyId, number>>
  readonly ehf?: EhfSettings | undefined
  readonly kostra?: KostraSettings | undefined
  readonly utskrivningsklar: 'moves-payer' | 'betalingsplikt'
  /** Dates after the lock within which a line can be disputed, and dates within which the host must answer. */
  readonly disputeDates: number
  readonly answerDates: number
}

/** [design]: nothing is written about either; both are settings of the agreement. */
export const DEFAULT_DISPUTE_DATES = 30
export const DEFAULT_ANSWER_DATES = 30

/** One dated version of an agreement; the body of `PUT /v1/agreements/{agreementId}` with its defaults filled in. */
export type Agreement = {
  readonly name: string
  readonly host: PartyId
  readonly fom: OsloDate
  readonly units: readonly UnitId[]
  readonly parties: readonly {
    readonly partyId: PartyId
    readonly group: string
    readonly population?: number | undefined
  }[]
  readonly groups: readonly { readonly group: string; readonly guaranteed: number; readonly max?: number | undefined }[]
  readonly guests?: { readonly admitted: boolean; readonly rateOre?: number | undefined } | undefined
  readonly rules: Rules
  readonly finance?: Finance | undefined
  /** Financed places, which may be a decimal ("2.19") where beds are whole (Delrapport 5, vedlegg 3). */
  readonly places?: string | undefined
  /** The agreement's own travel times in minutes, party by party and unit by unit, where the straight line misleads. */
  readonly travelMinutes: Readonly<Record<PartyId, Readonly<Record<UnitId, number>>>>
}

/** A fault named by JSON pointer and rule, as the problem document gives it. */
export type NamedFault = { readonly pointer: string; readonly rule: string }

/** What the check must know about each named unit; undefined where no such unit exists. */
export type UnitFacts = { readonly physical: number; readonly agreementId: AgreementId | null }

/** Every way in which the agreement does not add up; empty when it may be saved. */
export function findAgreementFaults(
  agreementId: AgreementId,
  agreement: Agreement,
  unitFacts: ReadonlyMap<UnitId, UnitFacts | undefined>,
): NamedFault[] {
  return [
    ...repeated(agreement.units, '/units'),
    ...repeated(
      agreement.parties.map((party) => party.partyId),
      '/parties',
      '/partyId',
    ),
    ...repeated(
      agreement.groups.map((row) => row.group),
      '/groups',
      '/group',
    ),
    ...findGroupFaults(agreement),
    ...findUnitFaults(agreementId, agreement, unitFacts),
    ...findMoneyFaults(agreement),
    ...findEhfFaults(agreement.finance?.ehf),
  ]
}

/** The part of the check that needs to know nothing but the agreement: who pays which part of what. */
export const findMoneyFaults = (agreement: Agreement): NamedFault[] => [
  ...findPartyReferenceFaults(agreement),
  ...(agreement.finance ? findFinanceFaults(agreement, agreement.finance) : []),
]

/** The part of the agreement that decides about beds, as it is kept in each unit's live state. */
export function termsFor(agreementId: AgreementId, version: number, agreement: Agreement, unitId: UnitId): Terms {
  const travel = Object.entries(agreement.travelMinutes).flatMap(([partyId, byUnit]) => {
    const minutes = byUnit[unitId]
    return minutes === undefined ? [] : [[partyId, minutes]]
  })
  return {
    agreementId,
    agreementVersion: version,
    groups: agreement.groups.map(({ group, guaranteed, max }) => ({ group, guaranteed, max: max ?? null })),
    parties: Object.fromEntries(agreement.parties.map(({ partyId, group }) => [partyId, group])),
    guestsAdmitted: agreement.guests?.admitted ?? false,
    rules: agreement.rules,
    travelMinutes: Object.fromEntries(travel),
  }
}

export const agreementFrom = (agreement: Agreement) => startOfOsloDate(agreement.fom)

function findGroupFaults({ parties, groups }: Agreement): NamedFault[] {
  const known = new Set(groups.map((row) => row.group))
  const used = new Set(parties.map((party) => party.group))
  return [
    ...parties.flatMap((party, i) =>
      known.has(party.group) ? [] : [{ pointer: `/parties/${i}/group`, rule: 'unknown-group' }],
    ),
    ...groups.flatMap(({ group, guaranteed, max }, i) => [
      ...(used.has(group) ? [] : [{ pointer: `/groups/${i}/group`, rule: 'group-without-party' }]),
      ...(max !== undefined && max < guaranteed ? [{ pointer: `/groups/${i}/max`, rule: 'max-below-guaranteed' }] : []),
    ]),
  ]
}

function findUnitFaults(
  agreementId: AgreementId,
  { units, groups }: Agreement,
  unitFacts: ReadonlyMap<UnitId, UnitFacts | undefined>,
): NamedFault[] {
  const faults = units.flatMap((unitId, i) => {
    const facts = unitFacts.get(unitId)
    if (!facts) return [{ pointer: `/units/${i}`, rule: 'unknown-unit' }]
    const isTaken = facts.agreementId !== null && facts.agreementId !== agreementId
    return isTaken ? [{ pointer: `/units/${i}`, rule: 'unit-in-other-agreement' }] : []
  })
  const beds = units.reduce((sum, unitId) => sum + (unitFacts.get(unitId)?.physical ?? 0), 0)
  return faults.length === 0 && sumGuaranteed(groups) > beds
    ? [{ pointer: '/groups', rule: 'guarantees-exceed-beds' }]
    : faults
}

export const sumGuaranteed = (groups: readonly { readonly guaranteed: number }[]): number =>
  groups.reduce((sum, { guaranteed }) => sum + guaranteed, 0)

function findPartyReferenceFaults({ host, parties, travelMinutes, finance, units }: Agreement): NamedFault[] {
  const known = new Set(parties.map((party) => party.partyId))
  const unknownIn = (record: object, pointer: string) =>
    Object.keys(record).flatMap((partyId) =>
      known.has(partyId as PartyId) ? [] : [{ pointer: `${pointer}/${partyId}`, rule: 'unknown-party' }],
    )
  const unknownInKey = (key: FixedKey | undefined, pointer: string) =>
    typeof key === 'object' && 'weights' in key ? unknownIn(key.weights, `${pointer}/key/weights`) : []
  return [
    ...(known.has(host) ? [] : [{ pointer: '/host', rule: 'host-not-a-party' }]),
    ...Object.entries(travelMinutes).flatMap(([partyId, byUnit]) =>
      Object.keys(byUnit).flatMap((unitId) =>
        units.includes(unitId as UnitId)
          ? []
          : [{ pointer: `/travelMinutes/${partyId}/${unitId}`, rule: 'unit-not-in-agreement' }],
      ),
    ),
    ...(finance ? unknownIn(finance.onAccount, '/finance/onAccount') : []),
    ...unknownInKey(finance?.fixed.key, '/finance/fixed'),
    ...unknownInKey(finance?.emptyBeds?.key, '/finance/emptyBeds'),
  ]
}

function findFinanceFaults({ parties, places }: Agreement, finance: Finance): NamedFault[] {
  const { fixed, emptyBeds, lowUse, use, counting } = finance
  const faults: NamedFault[] = []
  const fault = (pointer: string, rule: string) => faults.push({ pointer: `/finance${pointer}`, rule })
  if (!readShare(fixed.share)) fault('/fixed/share', 'share-not-between-0-and-1')
  faults.push(...findKeyFaults(parties, fixed, '/finance/fixed'))
  if (emptyBeds) {
    faults.push(...findKeyFaults(parties, emptyBeds, '/finance/emptyBeds'))
    // How much of the pool is empty can only be told of a known number of places.
    if (!places || isZero(parseExact(places) ?? ZERO)) faults.push({ pointer: '/places', rule: 'places-missing' })
  }
  for (const [service, weight] of Object.entries(use.weights)) {
    if (!readWeight(weight)) fault(`/use/weights/${service}`, 'weight-not-a-number-of-0-or-more')
  }
  if (lowUse) {
    const factor = readWeight(lowUse.factor)
    if (!factor || compareExact(factor, ONE) < 0) fault('/lowUse/factor', 'factor-below-1')
    if (!readShare(lowUse.standbyShare)) fault('/lowUse/standbyShare', 'share-not-between-0-and-1')
  }
  const sameDay = readWeight(counting.sameDayDogn)
  if (!sameDay || ![ZERO, HALF, ONE].some((allowed) => compareExact(allowed, sameDay) === 0)) {
    fault('/counting/sameDayDogn', 'not-0-or-0.5-or-1')
  }
  return faults
}

/** wire.md, fine print: which party carries which part of a sum must be decidable before the first run. */
function findKeyFaults(
  parties: Agreement['parties'],
  { hfShare: given, key }: { readonly hfShare?: string | undefined; readonly key: FixedKey },
  at: string,
): NamedFault[] {
  const faults: NamedFault[] = []
  const fault = (pointer: string, rule: string) => faults.push({ pointer: `${at}${pointer}`, rule })
  const hfShare = given === undefined ? undefined : readShare(given)
  if (given !== undefined && !hfShare) fault('/hfShare', 'share-not-between-0-and-1')
  const kommuner = parties.filter((party) => isKommuneParty(party.partyId))
  const others = parties.filter((party) => !isKommuneParty(party.partyId))
  if (hfShare && compareExact(hfShare, ZERO) > 0 && others.length === 0) fault('/hfShare', 'hf-share-without-hf')
  if (hfShare && compareExact(hfShare, ONE) < 0 && kommuner.length === 0) fault('/hfShare', 'hf-share-without-kommune')

  // With an HF share the key concerns the kommuner alone; an HF has no population.
  const keyed = hfShare ? kommuner : parties
  if (key === 'population' || (typeof key === 'object' && 'population' in key)) {
    parties.forEach((party, i) => {
      if (keyed.includes(party) && !party.population)
        faults.push({ pointer: `/parties/${i}/population`, rule: 'population-missing' })
    })
  }
  if (typeof key === 'object' && 'equal' in key) {
    const equal = readShare(key.equal)
    const population = readShare(key.population)
    if (!equal) fault('/key/equal', 'share-not-between-0-and-1')
    if (!population) fault('/key/population', 'share-not-between-0-and-1')
    if (equal && population && compareExact(addExact(equal, population), ONE) !== 0)
      fault('/key', 'equal-and-population-not-1')
  }
  if (typeof key === 'object' && 'weights' in key) {
    const weights = key.weights
    const sumOf = (rows: typeof parties) =>
      rows.reduce((sum, { partyId }) => addExact(sum, readWeight(weights[partyId] ?? '0') ?? ZERO), ZERO)
    for (const [partyId, weight] of Object.entries(weights)) {
      if (!readWeight(weight)) fault(`/key/weights/${partyId}`, 'weight-not-a-number-of-0-or-more')
    }
    if (keyed.length > 0 && compareExact(sumOf(keyed), ZERO) === 0) fault('/key/weights', 'weights-sum-to-0')
  }
  return faults
}

/** An invoice with a wrong number goes to a stranger, or is stopped on the way. */
function findEhfFaults(ehf: EhfSettings | undefined): NamedFault[] {
  const contacts = Object.entries(ehf?.parties ?? {}).flatMap(([partyId, { orgnr, kid }]) => {
    const pointer = `/finance/ehf/parties/${partyId}`
    const own = orgnrOfParty(partyId)
    return [
      ...(orgnr !== undefined && !isOrgnr(orgnr) ? [{ pointer: `${pointer}/orgnr`, rule: 'check-digit' }] : []),
      ...(orgnr !== undefined && own && own !== orgnr
        ? [{ pointer: `${pointer}/orgnr`, rule: 'not-the-party-id' }]
        : []),
      ...(kid !== undefined && !isKid(kid) ? [{ pointer: `${pointer}/kid`, rule: 'check-digit' }] : []),
    ]
  })
  const account = ehf?.account
  return account !== undefined && !isAccount(account)
    ? [...contacts, { pointer: '/finance/ehf/account', rule: 'check-digit' }]
    : contacts
}

const HALF: Exact = { numerator: 1n, denominator: 2n }

function readWeight(text: string): Exact | undefined {
  const weight = parseExact(text)
  return weight && compareExact(weight, ZERO) >= 0 ? weight : undefined
}

function readShare(text: string): Exact | undefined {
  const share = readWeight(text)
  return share && compareExact(share, ONE) <= 0 ? share : undefined
}

function repeated(values: readonly string[], pointer: string, member = ''): NamedFault[] {
  return values.flatMap((value, i) =>
    values.indexOf(value) < i ? [{ pointer: `${pointer}/${i}${member}`, rule: 'repeated' }] : [],
  )
}
