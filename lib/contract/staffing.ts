import * as z from 'zod'
import { count, instant, orNull, reason, text, textOrNull } from './fields.ts'

export const SetStaffingRequest = z.strictObject({ staffed: count.max(500), until: orNull(instant), reason })

export const CloseUnitRequest = z.union([
  z.strictObject({ open: z.literal(true) }),
  z.strictObject({ reason, until: instant }).transform((closure) => ({ open: false as const, ...closure })),
])
export const ConfirmUnitRequest = z.strictObject({})

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
})
