import * as z from 'zod'
import { DOCTORS_ON_DUTY } from '../domain/vocabulary.ts'
import { careNow, count, instant, orNull, reason, text, textOrNull } from './fields.ts'

export const SetStaffingRequest = z.strictObject({
  staffed: count.max(500),
  until: orNull(instant),
  reason,
  /** Who is on duty, for as long as the rest holds; left out where it is as before. */
  nurse24h: z.boolean().optional(),
  doctor: z.enum(DOCTORS_ON_DUTY).optional(),
})

export const CloseUnitRequest = z.union([
  z.strictObject({ open: z.literal(true) }),
  z.strictObject({ reason, until: instant }).transform((closure) => ({ open: false as const, ...closure })),
])
/** With `capabilities` the unit says that its capability profile is right as well. */
export const ConfirmUnitRequest = z.strictObject({ capabilities: z.literal(true).optional() })

export const UndoActionRequest = z.strictObject({ unitVersion: count })
export const UndoActionResponse = z.object({
  unitId: text,
  /** The journal's word for what was done, and the events that count no more. */
  undone: text,
  fromSeq: count,
  toSeq: count,
  unitVersion: count,
})

/** How the unit stands after a change that concerns all of it. */
export const UnitStandingResponse = z.object({
  unitId: text,
  unitVersion: count,
  physical: count,
  staffed: count,
  staffedUntil: textOrNull,
  occupied: count,
  held: count,
  free: count,
  closure: z.object({ reason: text, until: text }).nullable(),
  confirmedAt: text,
  ...careNow,
})
