import * as z from 'zod'
import { UNIT_KINDS } from '../domain/vocabulary.ts'
import { bedId, code, count, kommunenummer, service, text, textOrNull } from './fields.ts'

export const PutUnitRequest = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    kind: z.enum(UNIT_KINDS),
    kommune: kommunenummer,
    area: code,
    phone: z.string().regex(/^[+0-9 ()-]{3,30}$/),
    lat: z.number().min(-90).max(90),
    lon: z.number().min(-180).max(180),
    cleaning: z.boolean().default(false),
    staffed: count.max(500),
    capabilities: z.array(code).max(50).default([]),
    /** Left out: the unit offers every service. */
    services: z.array(service).min(1).optional(),
    rooms: z
      .array(
        z.strictObject({
          room: z.string().trim().min(1).max(40),
          beds: z
            .array(z.strictObject({ bedId, features: z.array(code).max(20).default([]) }))
            .min(1)
            .max(40),
        }),
      )
      .min(1)
      .max(200),
  })
  .superRefine(({ rooms }, ctx) => {
    const seen = new Set<string>()
    rooms.forEach((room, r) => {
      if (rooms.findIndex((other) => other.room === room.room) < r) repeated(['rooms', r, 'room'])
      room.beds.forEach((bed, b) => {
        if (seen.has(bed.bedId)) repeated(['rooms', r, 'beds', b, 'bedId'])
        seen.add(bed.bedId)
      })
    })
    if (seen.size > MOST_BEDS) ctx.addIssue({ code: 'custom', path: ['rooms'], params: { rule: 'too-many-beds' } })
    function repeated(path: (string | number)[]) {
      ctx.addIssue({ code: 'custom', path, params: { rule: 'repeated' } })
    }
  })

/** The largest known unit has 73 beds; more than this would outgrow one item of the table. */
const MOST_BEDS = 200

/** `agreementId` also where the unit comes under the agreement on a later date; null: an agreement can take it in. */
export const ListRegionUnitsResponse = z.object({
  units: z
    .array(
      z.object({
        unitId: text,
        name: text,
        kind: text,
        kommune: text,
        area: text,
        lat: z.number(),
        lon: z.number(),
        physical: count,
        agreementId: textOrNull,
      }),
    )
    .readonly(),
})

export const UnitResponse = z.object({
  unitId: text,
  agreementId: textOrNull,
  version: count,
  name: text,
  kind: text,
  kommune: text,
  area: text,
  phone: text,
  lat: z.number(),
  lon: z.number(),
  cleaning: z.boolean(),
  staffed: count,
  capabilities: z.array(text).readonly(),
  capabilitiesConfirmedAt: text,
  services: z.array(text).readonly().nullable(),
  rooms: z.array(
    z.object({ room: text, beds: z.array(z.object({ bedId: text, features: z.array(text).readonly() })) }),
  ),
})
