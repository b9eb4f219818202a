import { createHash } from 'node:crypto'
import type { AgreementId, DisputeId, LookupId, PatientRef, StayId, SubscriptionId, UnitId } from '../domain/ids.ts'
import { FOREVER, type Instant } from '../kernel/instant.ts'
import type { Month } from '../kernel/oslo-date.ts'

/** The primary key of one item. */
export type Key = { readonly pk: string; readonly sk: string }

/** The only builder of keys. Each item type has one prefix, so a key tells what it opens. */
export const unitKey = (unitId: UnitId): Key => ({ pk: `UNIT#${unitId}`, sk: 'LIVE' })

const JOURNAL_PREFIX = 'EVENT#'
export const journalKey = (unitId: UnitId, seq: number): Key => ({
  pk: `UNIT#${unitId}`,
  sk: `${JOURNAL_PREFIX}${String(seq).padStart(10, '0')}`,
})
/** Past the last event, for the upper end of a range. */
export const journalEnd = (unitId: UnitId): Key => ({ pk: `UNIT#${unitId}`, sk: `${JOURNAL_PREFIX}~` })

const STAY = 'STAY'
export const stayKey = (stayId: StayId): Key => ({ pk: `STAY#${stayId}`, sk: STAY })

/** one-patient-one-bed: there is one such item per reference, so there is one active stay. */
export const patientKey = (patientRef: PatientRef): Key => ({ pk: `PATIENT#${patientRef}`, sk: 'STAY' })
export const patientWaitingKey = (patientRef: PatientRef, unitId: UnitId): Key => ({
  pk: `PATIENT#${patientRef}`,
  sk: `WAITING#${unitId}`,
})

const HEAD = 'HEAD'
export const agreementHeadKey = (agreementId: AgreementId): Key => ({ pk: agreementPartition(agreementId), sk: HEAD })
export const agreementVersionKey = (agreementId: AgreementId, version: number): Key => ({
  pk: agreementPartition(agreementId),
  sk: `${VERSION_PREFIX}${String(version).padStart(6, '0')}`,
})

/** GSI1: every agreement that was ever saved, also one whose units have all left. */
export const AGREEMENTS = 'AGREEMENTS'
export const agreementByIdKey = (agreementId: AgreementId) => ({ gsi1pk: AGREEMENTS, gsi1sk: agreementId })

/** An agreement's own partition: its versions, and per month what was booked, the run and the disputes. One Query reads all. */
const VERSION_PREFIX = 'VERSION#'
const COST_PREFIX = 'COST#'
export const RUN_PREFIX = 'RUN#'
const DISPUTE_PREFIX = 'DISPUTE#'
const LOCKS = 'LOCKS'
export const agreementPartition = (agreementId: AgreementId): string => `AGREEMENT#${agreementId}`
export const costKey = (agreementId: AgreementId, month: Month): Key => ({
  pk: agreementPartition(agreementId),
  sk: `${COST_PREFIX}${month}`,
})
export const avregningRunKey = (agreementId: AgreementId, month: Month): Key => ({
  pk: agreementPartition(agreementId),
  sk: `${RUN_PREFIX}${month}`,
})
/** How many of the agreement's months have been locked: one at a time, whatever months they are. */
export const locksKey = (agreementId: AgreementId): Key => ({ pk: agreementPartition(agreementId), sk: LOCKS })
export const disputeKey = (agreementId: AgreementId, month: Month, disputeId: DisputeId): Key => ({
  pk: agreementPartition(agreementId),
  sk: `${DISPUTE_PREFIX}${month}#${disputeId}`,
})

export type BookKind = 'head' | 'version' | 'cost' | 'run' | 'locks' | 'dispute'
/** Which codec reads an item of an agreement's partition; undefined for a key that none of the above has built. */
export function bookKindOf(sk: string): BookKind | undefined {
  if (sk === HEAD) return 'head'
  if (sk === LOCKS) return 'locks'
  if (sk.startsWith(VERSION_PREFIX)) return 'version'
  if (sk.startsWith(COST_PREFIX)) return 'cost'
  if (sk.startsWith(RUN_PREFIX)) return 'run'
  return sk.startsWith(DISPUTE_PREFIX) ? 'dispute' : undefined
}

/** Who may do what under an agreement, whole; and the same cut by organisation, which is what a request asks for. */
export const accessListKey = (agreementId: AgreementId): Key => ({ pk: `ACCESS-LIST#${agreementId}`, sk: HEAD })
export const accessListVersionKey = (agreementId: AgreementId, version: number): Key => ({
  pk: `ACCESS-LIST#${agreementId}`,
  sk: `${VERSION_PREFIX}${String(version).padStart(6, '0')}`,
})
export const accessPartition = (orgnr: string): string => `ACCESS#${orgnr}`
export const accessByOrgnrKey = (orgnr: string, agreementId: AgreementId): Key => ({
  pk: accessPartition(orgnr),
  sk: agreementId,
})

/** A proof of a key that was used once. Its id is the client's own text, and so is hashed. */
export const proofKey = (boundTo: string, id: string): Key => ({
  pk: `PROOF#${createHash('sha256')
    .update(JSON.stringify([boundTo, id]))
    .digest('hex')}`,
  sk: 'SPENT',
})

/** The access log's table: a partition for each date (UTC), in it the order of time. */
export const accessLogPartition = (date: string): string => `ACCESS-LOG#${date}`
export const accessLogKey = (at: Instant, name: string): Key => ({
  pk: accessLogPartition(at.slice(0, 10)),
  sk: `${at}#${name}`,
})
/** The seals of its hours, in the order of time: one partition, for there are twenty-four a day. */
export const ACCESS_SEALS = 'ACCESS-SEAL'
export const accessSealKey = (hour: Instant): Key => ({ pk: ACCESS_SEALS, sk: hour })
/** Ends of the range of all records of a date. */
export const accessLogStart = '0'
export const accessLogEnd = '~'

/** What a month's run is made of, by its own hash, in pieces that fit an item: written before the run that names them. */
export const avregningPieceKey = (agreementId: AgreementId, hash: string, piece: number): Key => ({
  pk: `AVREGNING#${agreementId}#${hash}`,
  sk: `PIECE#${String(piece).padStart(4, '0')}`,
})

/** Which versions of core sets there are; read along with a unit, so it is one item. */
export const criteriaCatalogueKey: Key = { pk: 'CRITERIA', sk: 'CATALOGUE' }
/** Of a core set, or of a unit's variant: both have names of their own. A version is written once. */
export const criteriaVersionKey = (criteriaSetId: string, version: number): Key => ({
  pk: `CRITERIA#${criteriaSetId}`,
  sk: `VERSION#${String(version).padStart(6, '0')}`,
})

/** The caller's own text is hashed: it may hold anything, and a key must not. */
export const idempotencyKey = (scope: string, key: string): Key => ({
  pk: `IDEMPOTENCY#${createHash('sha256')
    .update(JSON.stringify([scope, key]))
    .digest('hex')}`,
  sk: 'RESULT',
})

export const UKP_RATES = 'UKP-RATES'
export const ukpRateKey = (year: number): Key => ({ pk: UKP_RATES, sk: `YEAR#${year}` })

/** One who is told what happens: a subscription of an agreement. */
export type ChannelName = { readonly agreementId: AgreementId; readonly subscriptionId: SubscriptionId }

/** The event bus of the account, which is told of every agreement. No agreement can be called so. */
export const BUS: ChannelName = { agreementId: '*' as AgreementId, subscriptionId: 'bus' as SubscriptionId }

/** GSI1: every subscription, so that whoever sends finds them in one Query. */
export const SUBSCRIPTIONS = 'SUBSCRIPTIONS'
export const subscriptionByAgreementKey = (agreementId: AgreementId, subscriptionId: SubscriptionId) => ({
  gsi1pk: SUBSCRIPTIONS,
  gsi1sk: `${agreementId}#${subscriptionId}`,
})
/** An agreement's subscriptions, how far each has been told, and what is to be told once more. One Query reads all. */
export const subscriptionPartition = (agreementId: AgreementId): string => `SUBSCRIPTIONS#${agreementId}`
export const subscriptionKey = (agreementId: AgreementId, subscriptionId: SubscriptionId): Key => ({
  pk: subscriptionPartition(agreementId),
  sk: `SUBSCRIPTION#${subscriptionId}`,
})
export const feedKey = ({ agreementId, subscriptionId }: ChannelName, source: string): Key => ({
  pk: subscriptionPartition(agreementId),
  sk: `FEED#${subscriptionId}#${source}`,
})
export const resendKey = ({ agreementId, subscriptionId }: ChannelName, eventId: string): Key => ({
  pk: subscriptionPartition(agreementId),
  sk: `RESEND#${subscriptionId}#${eventId}`,
})
/** What was tried, by time; apart from the rest, because it grows. */
export const deliveryPartition = ({ agreementId, subscriptionId }: ChannelName): string =>
  `DELIVERIES#${agreementId}#${subscriptionId}`
export const deliveryKey = (
  channel: ChannelName,
  { triedAt, eventId }: { readonly triedAt: Instant; readonly eventId: string },
): Key => ({ pk: deliveryPartition(channel), sk: `${triedAt}#${eventId}` })

const OUTCOME = 'OUTCOME'
export const lookupKey = (lookupId: LookupId): Key => ({ pk: `LOOKUP#${lookupId}`, sk: OUTCOME })

/** GSI1: every unit in one partition, an area in one range of it. */
export const UNITS_BY_AREA = 'UNITS'
export const unitByAreaKey = (area: string, unitId: UnitId) => ({ gsi1pk: UNITS_BY_AREA, gsi1sk: `${area}#${unitId}` })
export const areaPrefix = (area: string): string => `${area}#`

/** How the unit stood until the event with this number changed it. */
export const standingKey = (unitId: UnitId, seq: number): Key => ({
  pk: `UNIT#${unitId}`,
  sk: `${STANDING_PREFIX}${String(seq).padStart(10, '0')}`,
})
const STANDING_PREFIX = 'STANDING#'

/**
 * GSI2: what is over at a unit, by the instant at which it was: stays by their end, standings by theirs, events and lookup
 * outcomes when they happened. Open stays sort last, so "over since, or still going on" is one range.
 */
const pastPartition = (unitId: UnitId): string => `PAST#${unitId}`
export const pastSince = (unitId: UnitId, since: Instant) => ({ gsi2pk: pastPartition(unitId), gsi2sk: since })

export const stayByEndKey = (unitId: UnitId, stayId: StayId, departedAt: Instant | null) => ({
  gsi2pk: pastPartition(unitId),
  gsi2sk: `${departedAt ?? FOREVER}#${stayId}`,
})
export const pastByTimeKey = (unitId: UnitId, at: Instant, { sk }: Key) => ({
  gsi2pk: pastPartition(unitId),
  gsi2sk: `${at}#${sk}`,
})
export const outcomeByUnitKey = (unitId: UnitId | null, at: Instant, lookupId: LookupId) => ({
  gsi2pk: unitId === null ? OUTCOMES_OF_NO_UNIT : pastPartition(unitId),
  gsi2sk: `${at}#${lookupId}`,
})
/** Lookups that were closed without naming a unit. */
export const OUTCOMES_OF_NO_UNIT = 'OUTCOMES#none'

export type PastKind = 'stay' | 'standing' | 'event' | 'outcome'
/** Which codec reads an item of a unit's past; undefined for a key that none of the above has built. */
export function pastKindOf(sk: string): PastKind | undefined {
  if (sk === STAY) return 'stay'
  if (sk === OUTCOME) return 'outcome'
  if (sk.startsWith(JOURNAL_PREFIX)) return 'event'
  return sk.startsWith(STANDING_PREFIX) ? 'standing' : undefined
}
