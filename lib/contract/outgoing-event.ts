import * as z from 'zod'
import { HOLD_ANSWERS, HOLD_ENDINGS, OUTGOING_VERSION, type OutgoingType } from '../domain/outgoing/outgoing-event.ts'
import { CANCEL_REASONS, DECLINE_REASONS, SERVICES } from '../domain/vocabulary.ts'
import { count, text, textOrNull } from './fields.ts'

const bed = z.object({ bedId: text })
const until = z.object({ until: text })
const nothing = z.object({})
const ofMonth = z.object({ month: text })

/** What each event carries beside the envelope, with the words of the catalogue in docs/generated/hendelser.md. */
const DATA = {
  'hold-placed': z
    .object({ holdId: text, service: z.enum(SERVICES), answerDueAt: text, expiresAt: text })
    .meta({ description: 'En seng er holdt av, og enheten skal svare.' }),
  'hold-answered': z
    .object({
      holdId: text,
      answer: z.enum(HOLD_ANSWERS),
      reason: z.enum(DECLINE_REASONS).nullable(),
      expiresAt: textOrNull,
    })
    .meta({ description: 'Enheten har sagt ja eller nei.' }),
  'hold-unanswered': z
    .object({ holdId: text })
    .meta({ description: 'Enheten har ikke svart innen fristen, og er varslet på nytt.' }),
  'hold-ended': z
    .object({ holdId: text, end: z.enum(HOLD_ENDINGS), reason: z.enum(CANCEL_REASONS).nullable() })
    .meta({ description: 'Sengen er ikke lenger holdt av, uten at noen kom.' }),
  'bed-occupied': z
    .object({ holdId: textOrNull })
    .meta({ description: 'Noen er lagt inn eller overflyttet hit, med holdet om sengen var holdt av.' }),
  'bed-vacated': nothing.meta({ description: 'Noen har dratt eller er overflyttet herfra.' }),
  'bed-cleaned': bed.meta({ description: 'Sengen er ren.' }),
  'bed-blocked': bed.extend({ until: textOrNull }).meta({ description: 'Sengen er ute av bruk.' }),
  'bed-opened': bed.meta({ description: 'Sengen er i bruk igjen.' }),
  'staffing-set': z
    .object({ staffed: count, until: textOrNull })
    .meta({ description: 'Hvor mange senger enheten har folk til.' }),
  'unit-closed': until.meta({ description: 'Enheten er stengt.' }),
  'unit-opened': nothing.meta({ description: 'Enheten er åpen igjen før tiden.' }),
  'unit-confirmed': nothing.meta({ description: 'Enheten har bekreftet at tavlen stemmer.' }),
  'unit-described': z
    .object({ beds: count, staffed: count })
    .meta({ description: 'Enhetens senger, profil eller bemanning er beskrevet på nytt.' }),
  'agreement-applied': z
    .object({ from: text, agreementVersion: count.nullable() })
    .meta({ description: 'Enheten har fått nye vilkår; null når den er gått ut av avtalen.' }),
  'action-undone': z
    .object({ fromSeq: count, toSeq: count })
    .meta({ description: 'Enheten har angret: hendelsene med disse numrene gjelder ikke.' }),
  'avregning-locked': ofMonth.meta({ description: 'Måneden er låst og kan hentes.' }),
  'avregning-approved': ofMonth.meta({ description: 'Alle partene har godkjent måneden.' }),
} as const satisfies Record<OutgoingType, z.ZodType>

const envelope = <Type extends OutgoingType>(type: Type) =>
  z.object({
    id: text,
    type: z.literal(type),
    version: z.literal(OUTGOING_VERSION),
    timestamp: text,
    agreementId: textOrNull,
    unitId: textOrNull,
    seq: count.nullable(),
    data: DATA[type],
  })

/** The body of a webhook, and the detail of an event on the bus. */
export const OutgoingEventBody = z.discriminatedUnion('type', [
  envelope('hold-placed'),
  envelope('hold-answered'),
  envelope('hold-unanswered'),
  envelope('hold-ended'),
  envelope('bed-occupied'),
  envelope('bed-vacated'),
  envelope('bed-cleaned'),
  envelope('bed-blocked'),
  envelope('bed-opened'),
  envelope('staffing-set'),
  envelope('unit-closed'),
  envelope('unit-opened'),
  envelope('unit-confirmed'),
  envelope('unit-described'),
  envelope('agreement-applied'),
  envelope('action-undone'),
  envelope('avregning-locked'),
  envelope('avregning-approved'),
])
export type WebhookEvent = z.output<typeof OutgoingEventBody>

/** Each type's own fields, for the catalogue. */
export const OUTGOING_DATA: Readonly<Record<OutgoingType, z.ZodType>> = DATA
