import * as z from 'zod'
import { BED_STATES } from '../domain/pool/bed-state.ts'
import { bedId, code, count, instant, listCode, orNull, override, patientRef, text, textOrNull } from './fields.ts'
import { AdmitPatientRequest, RecordUtskrivningsklarRequest } from './stay.ts'

/**
 * What the patient record system calls itself, and its own id of the event: the two together make the event happen once.
 * The patient is named by the record's own opaque reference, because the record does not know our stays.
 */
const sent = {
  source: code,
  eventId: z.string().regex(/^(?! )[^\p{Cc}\p{Cs}]{1,100}(?<! )$/u),
}

/** Each event says when it happened: one that comes late must not be taken to have happened when it came. */
export const ReceiveEventRequest = z.discriminatedUnion('type', [
  AdmitPatientRequest.extend({ ...sent, type: z.literal('patient-admitted'), admittedAt: instant }),
  z.strictObject({
    ...sent,
    type: z.literal('patient-moved'),
    patientRef,
    bedId,
    at: instant,
    override: orNull(override),
  }),
  RecordUtskrivningsklarRequest.extend({ ...sent, type: z.literal('utskrivningsklar-recorded'), patientRef }),
  z.strictObject({
    ...sent,
    type: z.literal('patient-departed'),
    patientRef,
    departedAt: instant,
    dischargedTo: listCode,
  }),
  z.strictObject({ ...sent, type: z.literal('bed-cleaned'), bedId, at: instant }),
])

export const ReceivedEventResponse = z.object({
  eventId: text,
  type: text,
  unitId: text,
  /** Ours, for whoever wants to ask about the stay afterwards; null for an event about a bed. */
  stayId: textOrNull,
  bedId: text,
  /** The stay's or the bed's, after the event. */
  state: z.enum(['active', 'leaving', 'departed', ...BED_STATES]),
  unitVersion: count,
})
