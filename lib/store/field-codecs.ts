import * as z from 'zod'
import { SYSTEM_ACTOR } from '../domain/actor.ts'
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
import { ROLES, SERVICES } from '../domain/vocabulary.ts'
import type { Instant } from '../kernel/instant.ts'
import type { OsloDate } from '../kernel/oslo-date.ts'

/** A string whose brand was proved when it came in; reading it back checks the shape and trusts the brand. */
const branded = <T extends string>() => z.string() as unknown as z.ZodType<T>
export const instant = z.string().length(24) as unknown as z.ZodType<Instant>
export const service = z.enum(SERVICES)
export const needs = z.array(z.string()).readonly()
export const unitId = branded<UnitId>()
export const bedId = branded<BedId>()
export const holdId = branded<HoldId>()
export const stayId = branded<StayId>()
export const waitingId = branded<WaitingId>()
export const partyId = branded<PartyId>()
export const kommunenummer = branded<Kommunenummer>()
export const agreementId = branded<AgreementId>()
export const subscriptionId = branded<SubscriptionId>()
export const count = z.int().min(0)
export const lookupId = branded<LookupId>()
export const osloDate = z.string().length(10) as unknown as z.ZodType<OsloDate>
/** As the key of a record. */
export const byParty = <T>(value: z.ZodType<T>) => z.record(partyId as z.ZodType<PartyId> & z.core.$ZodRecordKey, value)
export const actor = z.strictObject({ role: z.enum(ROLES), org: z.string() })
export const journalActor = z.union([
  actor,
  z.strictObject({ role: z.literal(SYSTEM_ACTOR.role), org: z.literal(SYSTEM_ACTOR.org) }),
])
