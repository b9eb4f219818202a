import { earliest, type Instant } from '../../kernel/instant.ts'
import type { AgreementId, Kommunenummer, PartyId, UnitId } from '../ids.ts'
import { findMissingByRight } from '../pool/bed-by-right.ts'
import { bookableFor, countPool, ENTITLEMENTS, type Entitlement } from '../pool/bookable.ts'
import { blockAt, closureAt, onDutyAt, termsAt, type UnitState } from '../pool/state.ts'
import type { DoctorOnDuty, Service, UnitKind } from '../vocabulary.ts'
import { DEFAULT_ROADS, type Position, roadKm, travelMinutes } from './distance.ts'
import { type LookupStatus, standingOf } from './standing.ts'

/** Why a row stands where it stands. */
export const RANK_REASONS = [
  'own-kommune',
  'agreement-partner',
  'guaranteed-bed',
  'flexible-bed',
  'guest',
  'not-entitled',
  'last-bed',
  'needs-not-met',
  'stale',
  'full',
  'closed',
  'nearest',
] as const
export type RankReason = (typeof RANK_REASONS)[number]

export type LookupAsk = {
  /** The patient's oppholdskommune; null when a HF asks for itself alone. */
  readonly kommune: Kommunenummer | null
  /** Whose right is asked for: the HF where one is named, else the kommune. */
  readonly partyId: PartyId
  readonly service: Service | null
  readonly needs: readonly string[]
  readonly position: Position | null
}

export type LookupRow = {
  readonly unitId: UnitId
  readonly agreementId: AgreementId | null
  readonly name: string
  readonly kind: UnitKind
  readonly kommune: Kommunenummer
  readonly phone: string
  readonly lat: number
  readonly lon: number
  readonly status: LookupStatus
  readonly bookable: number
  readonly entitlement: Entitlement
  readonly physical: number
  readonly staffed: number
  readonly occupied: number
  readonly held: number
  readonly confirmedAt: Instant
  readonly ageSeconds: number
  readonly stale: boolean
  readonly distanceKm: number | null
  readonly travelMinutes: number | null
  readonly capabilities: readonly string[]
  readonly capabilitiesConfirmedAt: Instant
  readonly nurse24h: boolean | null
  readonly doctor: DoctorOnDuty | null
  readonly onDutyUntil: Instant | null
  readonly meetsNeeds: boolean
  readonly missingNeeds: readonly string[]
  readonly nextFreeAt: Instant | null
  readonly reasons: readonly RankReason[]
}

/** The units that offer the service, best first. Needs nothing about the patient but kommune, service and needs. */
export function findBeds(units: readonly UnitState[], ask: LookupAsk, now: Instant): readonly LookupRow[] {
  const rows = units
    .filter(
      ({ profile }) => ask.service === null || profile.services === null || profile.services.includes(ask.service),
    )
    .map((unit) => lookUp(unit, ask, now))
    .sort((a, b) => compareRank(rankOf(a), rankOf(b)) || (a.row.unitId < b.row.unitId ? -1 : 1))
    .map(({ row }) => row)
  return markNearest(rows)
}

type Standing = { readonly row: LookupRow; readonly relation: number }

/** wire.md, "Lookup order": needs, whose unit, with what right, bookable now, then the road. */
const rankOf = ({ row, relation }: Standing): readonly number[] => [
  row.meetsNeeds ? 0 : 1,
  relation,
  ENTITLEMENTS.indexOf(row.entitlement),
  row.status === 'ledig' || row.status === 'fa' ? 0 : 1,
  row.travelMinutes ?? Number.POSITIVE_INFINITY,
]

function compareRank(a: readonly number[], b: readonly number[]): number {
  for (const [i, rank] of a.entries()) {
    const other = b[i] ?? 0
    if (rank !== other) return rank < other ? -1 : 1
  }
  return 0
}

function lookUp(state: UnitState, ask: LookupAsk, now: Instant): Standing {
  const { profile } = state
  const terms = termsAt(state, now)
  const count = countPool(state, now)
  const right = bookableFor(state, ask.partyId, now, count)
  const { bookable, entitlement } = right
  const { status, stale, ageMs } = standingOf(state, bookable, now)
  const distanceKm = ask.position && roadKm(ask.position, profile, DEFAULT_ROADS)
  const agreed = terms && Object.hasOwn(terms.travelMinutes, ask.partyId) ? terms.travelMinutes[ask.partyId] : undefined
  const missingNeeds = findMissingByRight(state, ask, now, right)
  const relation = relationOf(profile.kommune === ask.kommune, entitlement)
  const row: LookupRow = {
    unitId: state.unitId,
    agreementId: terms?.agreementId ?? null,
    name: profile.name,
    kind: profile.kind,
    kommune: profile.kommune,
    phone: profile.phone,
    lat: profile.lat,
    lon: profile.lon,
    status,
    bookable,
    entitlement,
    physical: count.physical,
    staffed: count.staffed,
    occupied: count.occupied,
    held: count.held,
    confirmedAt: state.confirmedAt,
    ageSeconds: Math.floor(ageMs / 1000),
    stale,
    distanceKm,
    travelMinutes: agreed ?? (distanceKm === null ? null : travelMinutes(distanceKm, DEFAULT_ROADS)),
    capabilities: profile.capabilities,
    capabilitiesConfirmedAt: state.capabilitiesConfirmedAt,
    ...onDutyAt(state, now),
    meetsNeeds: missingNeeds.length === 0,
    missingNeeds,
    // No bed that comes free is one for whoever has no right to any.
    nextFreeAt: bookable > 0 || entitlement === 'none' ? null : findNextFree(state, now),
    reasons: reasonsFor(relation, entitlement, status, bookable, stale, missingNeeds.length > 0),
  }
  return { row, relation }
}

const OWN_KOMMUNE = 0
const PARTNER = 1
const GUEST = 2
const STRANGER = 3

function relationOf(isOwn: boolean, entitlement: Entitlement): number {
  if (isOwn) return OWN_KOMMUNE
  if (entitlement === 'none') return STRANGER
  return entitlement === 'guest' ? GUEST : PARTNER
}

const REASON_OF_ENTITLEMENT: Readonly<Record<Entitlement, RankReason>> = {
  guaranteed: 'guaranteed-bed',
  flexible: 'flexible-bed',
  guest: 'guest',
  none: 'not-entitled',
}

function reasonsFor(
  relation: number,
  entitlement: Entitlement,
  status: LookupStatus,
  bookable: number,
  stale: boolean,
  lacksNeeds: boolean,
): readonly RankReason[] {
  const reasons: RankReason[] = []
  if (relation === OWN_KOMMUNE) reasons.push('own-kommune')
  if (relation === PARTNER) reasons.push('agreement-partner')
  reasons.push(REASON_OF_ENTITLEMENT[entitlement])
  if (status === 'stengt') reasons.push('closed')
  else if (bookable === 0 && entitlement !== 'none') reasons.push('full')
  else if (bookable === 1) reasons.push('last-bed')
  if (stale) reasons.push('stale')
  if (lacksNeeds) reasons.push('needs-not-met')
  return reasons
}

/**
 * The first moment at which something that stands in the way is expected to be gone; a forecast, not a promise.
 * A hold is no such thing: the patient is expected to come, and nobody waits for them not to.
 */
function findNextFree(state: UnitState, now: Instant): Instant | null {
  const closure = closureAt(state, now)
  if (closure) return closure.until
  const ends = [
    ...state.stays.map((stay) => stay.expectedDepartureAt),
    ...state.beds.map((bed) => blockAt(bed, now)?.until ?? null),
  ]
  return earliest(ends.filter((end): end is Instant => end !== null && end > now))
}

/** Marks the nearest of the units that can be booked now, so that the list says when a nearer one was passed over. */
function markNearest(rows: readonly LookupRow[]): readonly LookupRow[] {
  const open = rows.filter((row) => row.bookable > 0 && row.status !== 'stengt' && row.travelMinutes !== null)
  const least = Math.min(...open.map((row) => row.travelMinutes ?? Number.POSITIVE_INFINITY))
  return rows.map((row) =>
    open.includes(row) && row.travelMinutes === least ? { ...row, reasons: [...row.reasons, 'nearest'] } : row,
  )
}
