import * as z from 'zod'
import { MOST_SMALL } from '../domain/statistics/suppress.ts'
import { countDates, type OsloDate } from '../kernel/oslo-date.ts'
import { code, count, osloDate, text, textOrNull, unitId } from './fields.ts'

/** More than a year at a time, so that a year can be held against the month before it. */
const MOST_DATES = 400
const EARLIEST = '2000-01-01'
const LATEST = '2199-12-31'

const date = osloDate.refine((given) => given >= EARLIEST && given <= LATEST, { params: { rule: 'range' } })

/** The first and the last local date, both counted. */
const period = { fom: date, tom: date }

type Fault = (path: string, rule: string) => void
function findPeriodFault({ fom, tom }: { readonly fom: OsloDate; readonly tom: OsloDate }, fault: Fault): void {
  if (tom < fom) fault('tom', 'before-fom')
  else if (countDates(fom, tom) + 1 > MOST_DATES) fault('tom', 'too-many-dates')
}
const faultIn =
  (ctx: z.RefinementCtx): Fault =>
  (path, rule) =>
    ctx.addIssue({ code: 'custom', path: [path], params: { rule } })

export const ShowStatisticsQuery = z
  .strictObject({
    /** One unit, or the units of one area; without either the whole region. */
    unit: unitId.optional(),
    area: code.optional(),
    ...period,
  })
  .superRefine((query, ctx) => {
    if (query.unit !== undefined && query.area !== undefined) faultIn(ctx)('area', 'not-with-unit')
    findPeriodFault(query, faultIn(ctx))
  })

export const ExportStaysQuery = z
  .strictObject({ unit: unitId, ...period })
  .superRefine((query, ctx) => findPeriodFault(query, faultIn(ctx)))

export const ExportStaysResponse = z.object({
  unitId: text,
  fom: text,
  tom: text,
  smallNumbers: z.enum(['shown', 'suppressed']),
  stays: z.array(
    z.object({
      unitId: text,
      /** KPR's service type, `25` for KAD; null where it has none. */
      serviceType: textOrNull,
      service: textOrNull,
      admittedDate: text,
      departedDate: text,
      liggedogn: count,
      oppholdskommune: textOrNull,
      ageBand: textOrNull,
      referrer: textOrNull,
      dischargedTo: textOrNull,
      /** True where the four are withheld, because too few have them in common. */
      suppressed: z.boolean(),
    }),
  ),
})

const percent = z.number().nullable()
/** Liggedogn as a share of the beds; null where the number is withheld, or where there were no beds to fill. */
const occupancy = z.object({
  liggedogn: count.nullable(),
  suppressed: z.boolean(),
  ssb: z.object({ sengedogn: count.nullable(), percent }),
  oecd: z.object({ sengedogn: count, percent }),
})
const shown = { count: count.nullable(), suppressed: z.boolean() }
const table = <Key extends z.ZodRawShape>(key: Key) =>
  z.object({
    total: z.object(shown),
    rows: z.array(z.object({ ...key, ...shown })),
    /** Not even the names of the rows can be told without telling their numbers. */
    suppressed: z.boolean(),
  })
const byCode = table({ code: textOrNull })
const use = z.object({ partyId: text, service: text, liggedogn: count.nullable(), suppressed: z.boolean() })

export const StatisticsResponse = z.object({
  asOf: text,
  fom: text,
  tom: text,
  /** Dates of the period whose night has been; only those have liggedogn and sengedogn. */
  endedDates: count,
  area: textOrNull,
  units: z.object({
    rows: z.array(
      z.object({ unitId: text, name: text, kommune: text, area: text, agreementId: textOrNull, ...occupancy.shape }),
    ),
    suppressed: z.boolean(),
  }),
  /** How small numbers are treated for this reader; the rule is in `definitions`. */
  smallNumbers: z.enum(['shown', 'suppressed']),
  definitions: z.record(text, text),
  occupancy,
  byDate: z.object({
    rows: z.array(
      z.object({
        date: text,
        ...occupancy.shape,
        /** The accordion: who had the beds at the midnight that ended the date; null where it is withheld. */
        use: z.array(use).nullable(),
      }),
    ),
    suppressed: z.boolean(),
  }),
  use: z.object({ rows: z.array(use), suppressed: z.boolean() }),
  betalingsdogn: z.object({
    rows: z.array(z.object({ agreementId: text, partyId: text, rule: text, betalingsdogn: text })),
    suppressed: z.boolean(),
  }),
  admissions: z.object({
    byParty: z.object({
      total: z.object(shown),
      rows: z.array(
        z.object({
          partyId: text,
          ...shown,
          population: count.nullable(),
          /** Whose population it is. */
          agreementId: textOrNull,
          per1000: z.number().nullable(),
        }),
      ),
      suppressed: z.boolean(),
    }),
    byService: table({ service: text }),
    byAgeBand: byCode,
    byReasonGroup: byCode,
    byReferrer: byCode,
  }),
  departures: z.object({
    byDischargedTo: byCode,
    sameDate: z.object(shown),
    dayStaysOver3h: z.object(shown),
    liggedogn: z.object(shown),
    meanDogn: z.number().nullable(),
  }),
  holds: z.object({ placed: z.object(shown), ends: table({ end: text, reason: text }) }),
  overrides: table({ of: text }),
  lookups: table({ outcome: text, reason: textOrNull }),
})

/** What each number is, in the answer itself: two readers can only agree about numbers that say what they are. */
export const STATISTICS_DEFINITIONS = {
  liggedogn:
    'SSB: lokal utskrivningsdato minus lokal innskrivningsdato; inn og ut samme dato er 0. Natten hører til datoen den begynner på, og til parten og tjenesten som hadde sengen siste øyeblikk før midnatt. Avtalens betalingsdøgn kan telles annerledes og står i avregningen.',
  betalingsdogn:
    'Døgn etter avtalens egen tellemåte (rule), for datoene den nyeste versjonen av avtalen gjelder, og etter hvem som betaler for utskrivningsklare. Kan skille seg fra liggedøgn: opphold inn og ut samme dato, påbegynte døgn og timer telles ulikt. Det som faktisk kreves, står i avregningen.',
  endedDates:
    'Datoer i perioden der natten er over. Netter som ikke har vært ennå, telles ikke, verken som liggedøgn eller sengedøgn.',
  sengedognSsb:
    'SSB: senger i drift ved midnatt, summert over datoene. I drift er det laveste av bemannet og ikke sperrede senger. I en stengt enhet er bare sengene noen ligger i, i drift. Senger som venter på renhold, og naboseng til isolat, er i drift.',
  sengedognOecd: 'OECD: alle senger ved midnatt, uansett tilstand, summert over datoene.',
  standing:
    'Hvor mange senger som fantes, var bemannet og sperret, hentes fra enhetens journal slik det sto siste øyeblikk før hver midnatt. Før enheten ble beskrevet første gang, gjelder den første beskrivelsen.',
  percent: 'Liggedøgn delt på sengedøgn, én desimal. Over 100 betyr flere pasienter enn senger i drift.',
  admissions:
    'Opphold der innleggelsen har lokal dato i perioden. Et opphold som overflyttes innen avtalen, er lagt inn én gang, i den første enheten. Mellom to avtaler er det to opphold. Part og tjeneste er de oppholdet begynte med.',
  per1000:
    'Innleggelser i perioden per 1 000 innbyggere, to desimaler, ikke regnet om til år. Folketallet er avtalens; avtalen sier ikke hvilken dato det gjelder.',
  departures: 'Opphold der avreisen har lokal dato i perioden, i enheten de sist lå i.',
  sameDate: 'Dagopphold: inn og ut samme lokale dato. De er med i innleggelser og avreiser, men har ingen liggedøgn.',
  dayStaysOver3h:
    'Dagopphold i sykestue på mer enn 3 timer (Delrapport 5, vedlegg 3). De er også med i dagoppholdene. Tjenesten er den oppholdet endte med.',
  meanDogn:
    'Midlere liggetid: alle liggedøgn for oppholdene som ble avsluttet i perioden, delt på antall slike opphold, én desimal. Dagopphold er med som 0.',
  holds:
    'Forespørsler om seng (holdt av), og hva de endte med uten at pasienten kom: avslått, gitt fri, utløpt eller sendt videre.',
  overrides: 'Overstyringer, etter hva som ble satt til side. Én overstyring kan sette flere ting til side.',
  lookups:
    'Søk som operatøren har avsluttet, med utfall og grunn. Søk som ikke gjaldt én bestemt enhet, er bare med for hele regionen.',
  suppressed: `Tall der 1 til ${MOST_SMALL} opphold eller forespørsler står bak, vises ikke for andre enn enheten selv og de som forvalter avtalen. Der det skjulte kunne regnes ut fra en sum, er flere tall skjult.`,
} as const
