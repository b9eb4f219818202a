import * as z from 'zod'
import { countDates } from '../kernel/oslo-date.ts'
import { count, osloDate, text, textOrNull } from './fields.ts'

/** What one can look over, hour by hour or day by day. */
const MOST_DATES = 92

/** The first and the last local date, both counted. */
export const ShowUseQuery = z.strictObject({ fom: osloDate, tom: osloDate }).superRefine(({ fom, tom }, ctx) => {
  const rule = tom < fom ? 'before-fom' : countDates(fom, tom) + 1 > MOST_DATES ? 'too-many-dates' : undefined
  if (rule) ctx.addIssue({ code: 'custom', path: ['tom'], params: { rule } })
})

export const UseResponse = z.object({
  unitId: text,
  asOf: text,
  fom: text,
  tom: text,
  /** The period as instants; `until` is now where the period has not ended. */
  from: text,
  until: text,
  /** Today's beds and those that were used, in the order of the board. */
  beds: z.array(z.object({ bedId: text, room: textOrNull })),
  spans: z
    .array(
      z.object({
        bedId: text,
        stayId: text,
        partyId: text,
        service: text,
        from: text,
        /** Null while the patient is there. */
        until: textOrNull,
      }),
    )
    .readonly(),
  /** Whole minutes of bed time per party; `group` as the agreement now says, null for guests. */
  parties: z.array(z.object({ partyId: text, group: textOrNull, usedMinutes: count })),
  /** A group's guarantee in bed-minutes, how much of it was used, and the use beyond it. */
  groups: z.array(z.object({ group: text, guaranteedMinutes: count, withinMinutes: count, beyondMinutes: count })),
})
