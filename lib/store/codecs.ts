import * as z from 'zod'
import { SYSTEM_ACTOR } from '../domain/actor.ts'
import { type Agreement, COUNTING_RULES, KOSTRA_ARTER, VAT_CATEGORIES } from '../domain/agreement/agreement.ts'
import { ASSESSMENT_OUTCOMES } from '../domain/assessment/evaluate.ts'
import type {
  AgreementId,
  BedId,
  HoldId,
  Kommunenummer,
  LookupId,
  PartyId,
  StayId,
  SubscriptionId,
  UnitId,
  WaitingId,
} from '../domain/ids.ts'
import type { JournalEvent } from '../domain/pool/events.ts'
import { HOLD_ENDS, ON_SILENCE, type UnitState } from '../domain/pool/state.ts'
import type { StayRecord } from '../domain/stay/stay-record.ts'
import {
  CANCEL_REASONS,
  DECLINE_REASONS,
  DOCTORS_ON_DUTY,
  LOOKUP_OUTCOMES,
  LOOKUP_REASONS,
  REVIEW_OUTCOMES,
  ROLES,
  SERVICES,
  TEAM_ROLES,
  UNIT_KINDS,
  UTSKRIVNINGSKLAR_EVENTS,
} from '../domain/vocabulary.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { Instant } from '../kernel/instant.ts'
import type { OsloDate } from '../kernel/oslo-date.ts'
import type { Key } from './keys.ts'
import { CorruptItemFault, type Item } from './store-client.ts'

/** A string whose brand was proved when it came in; reading it back checks the shape and trusts the brand. */
const branded = <T extends string>() => z.string() as unknown as z.ZodType<T>
export const instant = z.string().length(24) as unknown as z.ZodType<Instant>
const service = z.enum(SERVICES)
const needs = z.array(z.string()).readonly()
const unitId = branded<UnitId>()
const bedId = branded<BedId>()
const holdId = branded<HoldId>()
const stayId = branded<StayId>()
const waitingId = branded<WaitingId>()
const partyId = branded<PartyId>()
const kommunenummer = branded<Kommunenummer>()
export const agreementId = branded<AgreementId>()
export const subscriptionId = branded<SubscriptionId>()
export const count = z.int().min(0)

const profile = z.strictObject({
  name: z.string(),
  kind: z.enum(UNIT_KINDS),
  kommune: kommunenummer,
  area: z.string(),
  phone: z.string(),
  lat: z.number(),
  lon: z.number(),
  cleaning: z.boolean(),
  capabilities: z.array(z.string()),
  services: z.array(service).nullable(),
})
export const actor = z.strictObject({ role: z.enum(ROLES), org: z.string() })
const journalActor = z.union([
  actor,
  z.strictObject({ role: z.literal(SYSTEM_ACTOR.role), org: z.literal(SYSTEM_ACTOR.org) }),
])
const strictness = z.enum(['hard', 'soft'])
const rules = z.strictObject({
  holdMinutes: count,
  answerMinutes: count,
  arrivalGraceMinutes: count,
  staleAfterMinutes: count,
  undoMinutes: count,
  reviewAfterDogn: count,
  kadMeanDogn: z.number(),
  specialistAfterDogn: count,
  rooms: z.strictObject({
    isolation: strictness,
    gender: strictness,
    bariatric: strictness,
    companion: strictness,
    shielded: strictness,
  }),
})
const terms = z.strictObject({
  agreementId: branded<AgreementId>(),
  agreementVersion: count,
  groups: z.array(z.strictObject({ group: z.string(), guaranteed: count, max: count.nullable() })),
  parties: z.record(partyId as z.ZodType<PartyId> & z.core.$ZodRecordKey, z.string()),
  guestsAdmitted: z.boolean(),
  rules,
  travelMinutes: z.record(partyId as z.ZodType<PartyId> & z.core.$ZodRecordKey, z.number()),
})
const datedTerms = z.strictObject({ from: instant, terms: terms.nullable() })
const hold = z.strictObject({
  holdId,
  bedId,
  partyId,
  service,
  needs,
  placedAt: instant,
  placedBy: journalActor,
  etaAt: instant.nullable(),
  acceptedAt: instant.nullable(),
  answerDueAt: instant,
  alertedAt: instant.nullable(),
  onSilence: z.enum(ON_SILENCE),
  position: z.strictObject({ lat: z.number(), lon: z.number() }).nullable(),
  silentUnits: z.array(unitId),
  expiresAt: instant,
  lookupId: branded<LookupId>().nullable(),
  waitingId: waitingId.nullable(),
})
const utskrivningsklarMessage = z.strictObject({ event: z.enum(UTSKRIVNINGSKLAR_EVENTS), at: instant, by: z.string() })
const teamRoles = z.array(z.enum(TEAM_ROLES))
const review = z.strictObject({
  at: instant,
  roles: teamRoles,
  outcome: z.enum(REVIEW_OUTCOMES),
  nextReviewAt: instant,
})
const liveStay = z.strictObject({
  stayId,
  bedId,
  partyId,
  service,
  needs,
  admittedAt: instant,
  segmentFrom: instant,
  reviewDueAt: instant,
  expectedDepartureAt: instant.nullable(),
  leaving: z.boolean(),
  utskrivningsklar: z.array(utskrivningsklarMessage),
})
const waitingEntry = z.strictObject({ waitingId, partyId, service, needs, priority: z.int(), addedAt: instant })
const described = z.strictObject({ bedId, room: z.string(), features: z.array(z.string()) })
const block = z.strictObject({ reason: z.string(), until: instant.nullable() })
const bed = described.extend({
  blocked: block.nullable(),
  cleaningSince: instant.nullable(),
  vacatedAt: instant.nullable(),
})

const onDuty = z.strictObject({ nurse24h: z.boolean().nullable(), doctor: z.enum(DOCTORS_ON_DUTY).nullable() })
const adoptedCriteria = z.strictObject({
  service,
  version: count,
  validFrom: z.string() as unknown as z.ZodType<OsloDate>,
  core: z.strictObject({ criteriaSetId: z.string(), criteriaVersion: z.string() }),
  requireAssessment: z.boolean(),
  binds: z.boolean(),
})

export const unitState = z.strictObject({
  unitId,
  version: count,
  lastHash: z.string(),
  profile,
  descriptionVersion: count,
  staffed: count,
  staffing: z.strictObject({ staffed: count, until: instant, reason: z.string() }).nullable(),
  closure: z.strictObject({ reason: z.string(), until: instant }).nullable(),
  confirmedAt: instant,
  capabilitiesConfirmedAt: instant,
  onDuty,
  onDutyNow: onDuty.extend({ until: instant }).nullable(),
  terms: z.array(datedTerms),
  beds: z.array(bed),
  formerBeds: z.array(bed),
  holds: z.array(hold),
  endedHolds: z.array(
    z.strictObject({
      holdId,
      bedId,
      end: z.enum(HOLD_ENDS),
      reason: z.string().nullable(),
      endedAt: instant,
      next: z.strictObject({ unitId, holdId }).nullable(),
    }),
  ),
  stays: z.array(liveStay),
  waiting: z.array(waitingEntry),
  criteria: z.array(adoptedCriteria).optional(),
}) satisfies z.ZodType<UnitState>

const segment = z.strictObject({ from: instant, until: instant.nullable(), partyId, service, unitId, bedId })
const origin = z.strictObject({
  agreementId: branded<AgreementId>().nullable(),
  referrer: z.string().nullable(),
  reasonGroup: z.string().nullable(),
  ageBand: z.string().nullable(),
  oppholdskommune: kommunenummer.nullable(),
})
export const stayRecord = origin.extend({
  stayId,
  unitId,
  admittedAt: instant,
  departedAt: instant.nullable(),
  dischargedTo: z.string().nullable(),
  reviewDueAt: instant,
  expectedDepartureAt: instant.nullable(),
  segments: z.array(segment),
  utskrivningsklar: z.array(utskrivningsklarMessage),
  reviews: z.array(review),
}) satisfies z.ZodType<StayRecord>

const override = z
  .strictObject({
    reason: z.string(),
    roles: z.array(z.enum(TEAM_ROLES)),
    of: z.array(z.enum(['guarantee', 'room', 'criteria'])),
    criteria: z.array(z.string()),
  })
  .nullable()
const nothing = z.strictObject({})
const corrected = {
  admittedAt: instant,
  departedAt: instant.nullable(),
  segments: z.array(segment),
  oppholdskommune: kommunenummer.nullable(),
}
const assessmentRecord = z.strictObject({
  outcome: z.enum(ASSESSMENT_OUTCOMES),
  criteriaSetId: z.string().nullable(),
  criteriaVersion: z.string().nullable(),
  news2Total: count.nullable(),
})

const { beds, holds, endedHolds, stays, waiting, staffed, staffing, closure, onDutyNow } = unitState.shape
const restoredState = z.strictObject({
  beds: beds.exactOptional(),
  holds: holds.exactOptional(),
  endedHolds: endedHolds.exactOptional(),
  stays: stays.exactOptional(),
  waiting: waiting.exactOptional(),
  staffed: staffed.exactOptional(),
  staffing: staffing.exactOptional(),
  onDuty: onDuty.exactOptional(),
  onDutyNow: onDutyNow.exactOptional(),
  closure: closure.exactOptional(),
})

const envelope = { seq: count, at: instant, actor: journalActor, prevHash: z.string(), hash: z.string().length(64) }
const event = <const Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.strictObject({ ...envelope, type: z.literal(type), data })

export const journalEvent = z.discriminatedUnion('type', [
  event('unit-described', z.strictObject({ profile, staffed: count, beds: z.array(described) })),
  event('agreement-applied', datedTerms),
  event('criteria-adopted', adoptedCriteria),
  event('hold-placed', z.strictObject({ hold })),
  event('hold-accepted', z.strictObject({ holdId, expiresAt: instant })),
  event('hold-alerted', z.strictObject({ holdId })),
  event('hold-passed-on', z.strictObject({ holdId, toUnitId: unitId, toHoldId: holdId })),
  event('hold-declined', z.strictObject({ holdId, reason: z.enum(DECLINE_REASONS), detail: z.string().nullable() })),
  event('hold-cancelled', z.strictObject({ holdId, reason: z.enum(CANCEL_REASONS) })),
  event('hold-expired', z.strictObject({ holdId, reason: z.enum(['unanswered', 'no-show']), expiredAt: instant })),
  event('hold-moved', z.strictObject({ holdId, bedId, reason: z.string() })),
  event(
    'patient-admitted',
    z.strictObject({
      stay: liveStay,
      holdId: holdId.nullable(),
      override,
      origin,
      assessment: assessmentRecord.nullable(),
    }),
  ),
  event('stay-moved', z.strictObject({ stayId, bedId, at: instant, override })),
  event('stays-swapped', z.strictObject({ stayId, otherStayId: stayId, at: instant, override })),
  event('stay-transferred-out', z.strictObject({ stayId, toUnitId: unitId, toStayId: stayId, at: instant })),
  event(
    'stay-transferred-in',
    z.strictObject({
      stay: liveStay,
      fromUnitId: unitId,
      holdId: holdId.nullable(),
      override,
      origin,
      earlierSegments: z.array(segment),
    }),
  ),
  event('responsibility-changed', z.strictObject({ stayId, partyId, service, from: instant, reason: z.string() })),
  event(
    'utskrivningsklar-recorded',
    z.strictObject({ stayId, message: utskrivningsklarMessage, oppholdskommune: kommunenummer.nullable() }),
  ),
  event('review-recorded', review.extend({ stayId })),
  event(
    'stay-corrected',
    z.strictObject({ stayId, ...corrected, before: z.strictObject(corrected), reason: z.string() }),
  ),
  event('departure-planned', z.strictObject({ stayId, expectedAt: instant.nullable() })),
  event('discharge-decided', z.strictObject({ stayId, dischargedTo: z.string() })),
  event('patient-departed', z.strictObject({ stayId, departedAt: instant, dischargedTo: z.string() })),
  event('bed-blocked', block.extend({ bedId })),
  event('bed-opened', z.strictObject({ bedId })),
  event('bed-cleaned', z.strictObject({ bedId })),
  event(
    'staffing-set',
    z.strictObject({
      staffed: count,
      until: instant.nullable(),
      reason: z.string(),
      onDuty: onDuty.exactOptional(),
    }),
  ),
  event('unit-closed', z.strictObject({ reason: z.string(), until: instant })),
  event('unit-opened', nothing),
  event('unit-confirmed', z.strictObject({ capabilities: z.literal(true).exactOptional() })),
  event('waiting-added', z.strictObject({ entry: waitingEntry })),
  event('waiting-promoted', z.strictObject({ waitingId, hold })),
  event(
    'action-undone',
    z.strictObject({
      fromSeq: count,
      toSeq: count,
      undone: z.string(),
      restored: restoredState,
      stays: z.array(z.strictObject({ stayId, before: stayRecord.nullable() })),
    }),
  ),
  event('waiting-removed', z.strictObject({ waitingId, reason: z.string() })),
]) satisfies z.ZodType<JournalEvent>

const share = z.string()
const byParty = <T>(value: z.ZodType<T>) => z.record(partyId as z.ZodType<PartyId> & z.core.$ZodRecordKey, value)

const partyContact = z.strictObject({
  orgnr: z.string().optional(),
  mvaRegistered: z.boolean().optional(),
  name: z.string().optional(),
  street: z.string().optional(),
  postalCode: z.string().optional(),
  city: z.string().optional(),
  reference: z.string().optional(),
  kid: z.string().optional(),
})
const fixedKey = z.strictObject({
  hfShare: share.optional(),
  key: z.union([
    z.enum(['population', 'equal']),
    z.strictObject({ equal: share, population: share }),
    z.strictObject({ weights: byParty(share) }),
  ]),
})

/** One version of an agreement, as it was saved. */
export const agreementVersion = z.strictObject({
  agreementId: branded<AgreementId>(),
  version: count,
  savedAt: instant,
  savedBy: actor,
  agreement: z.strictObject({
    name: z.string(),
    host: partyId,
    fom: z.string() as unknown as z.ZodType<OsloDate>,
    units: z.array(unitId),
    parties: z.array(z.strictObject({ partyId, group: z.string(), population: count.optional() })),
    groups: z.array(z.strictObject({ group: z.string(), guaranteed: count, max: count.optional() })),
    guests: z.strictObject({ admitted: z.boolean(), rateOre: count.optional() }).optional(),
    rules,
    finance: z
      .strictObject({
        counting: z.strictObject({ rule: z.enum(COUNTING_RULES), sameDayDogn: share }),
        fixed: fixedKey.extend({ share }),
        emptyBeds: fixedKey.optional(),
        use: z.strictObject({ weights: z.partialRecord(service, share) }),
        lowUse: z.strictObject({ factor: share, standbyShare: share }).optional(),
        onAccount: byParty(z.int()),
        ehf: z
          .strictObject({
            vatCategory: z.enum(VAT_CATEGORIES),
            exemptionReason: z.string().optional(),
            account: z.string().optional(),
            dueDays: count.optional(),
            parties: byParty(partyContact).optional(),
          })
          .optional(),
        kostra: z
          .strictObject({
            ansvar: z.string().optional(),
            art: z.partialRecord(z.enum(KOSTRA_ARTER), z.string()).optional(),
          })
          .optional(),
        utskrivningsklar: z.enum(['moves-payer', 'betalingsplikt']),
        disputeDates: count,
        answerDates: count,
      })
      .optional(),
    places: z.string().optional(),
    travelMinutes: byParty(z.record(unitId as z.ZodType<UnitId> & z.core.$ZodRecordKey, z.number())),
  }) satisfies z.ZodType<Agreement>,
})
export type AgreementVersion = z.infer<typeof agreementVersion>

/** What became of one lookup, as its dispatcher said. */
export type LookupClosing = z.infer<typeof lookupClosing>
export const lookupClosing = z.strictObject({
  lookupId: branded<LookupId>(),
  outcome: z.enum(LOOKUP_OUTCOMES),
  reason: z.enum(LOOKUP_REASONS).nullable(),
  unitId: unitId.nullable(),
  closedAt: instant,
  closedBy: actor,
})

/** A year's rate as an admin said it, and what was said before. */
export type SetUkpRate = z.infer<typeof setUkpRate>
const said = { orePerDogn: count, source: z.string(), setAt: instant, setBy: actor }
export const setUkpRate = z.strictObject({ year: count, ...said, earlier: z.array(z.strictObject(said)) })

export const encode = (value: unknown): { S: string } => ({ S: canonicalJson(value) })

/** Reads one JSON attribute by its codec, or throws with the item's key. */
export function decode<T>(codec: z.ZodType<T>, item: Item, attribute: 'state' | 'body' | 'answer'): T {
  try {
    return codec.parse(JSON.parse(item[attribute]?.S ?? ''))
  } catch (error) {
    throw new CorruptItemFault(keyOf(item), error)
  }
}

/** Reads one plain text attribute, such as an id, or throws with the item's key. */
export function readText(item: Item, attribute: string): string {
  const text = item[attribute]?.S
  if (!text) throw new CorruptItemFault(keyOf(item), new TypeError(`no ${attribute}`))
  return text
}

const keyOf = (item: Item): Key => ({ pk: item['pk']?.S ?? item['gsi1pk']?.S ?? '?', sk: item['sk']?.S ?? '?' })
