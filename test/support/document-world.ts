import fc from 'fast-check'
import { type AvregningDocument, type DocumentParty, nightOf } from '../../lib/documents/avregning-document.ts'
import type { EhfSettings, KostraSettings } from '../../lib/domain/agreement/agreement.ts'
import {
  type AvregningLine,
  type AvregningRun,
  type Correction,
  DISPUTE_REASONS,
  type Dispute,
  type Dogn,
  type PartWorking,
  type ServiceUse,
} from '../../lib/domain/avregning/run.ts'
import type { AgreementId, DisputeId, PartyId, StayId, UnitId } from '../../lib/domain/ids.ts'
import { KOMMUNER, nameOfParty } from '../../lib/domain/party/party-name.ts'
import { SERVICES, type Service } from '../../lib/domain/vocabulary.ts'
import type { Instant } from '../../lib/kernel/instant.ts'
import type { Month, OsloDate } from '../../lib/kernel/oslo-date.ts'

export const MONTH = '2026-10' as Month
export const AGREEMENT_ID = 'agr_salten' as AgreementId
export const HOST = 'k-1804' as PartyId
export const HF = 'hf-983974910' as PartyId
const UNIT = 'unit_salten-felles-dogn' as UnitId
const SALTEN = KOMMUNER.filter(({ kommunenummer }) => /^18(04|3[789]|4[0158]|75)$/.test(kommunenummer))
const HASH = '5e0d7a91c3b84f26d1a0f97732be4c8855aa1290ef63bd74c81e0f6a2b9d3c47'

export const ehfSettings: EhfSettings = {
  vatCategory: 'E',
  exemptionReason: 'Helsetjenester, unntatt merverdiavgift',
  account: '86011117947',
}
export const kostraSettings: KostraSettings = {
  ansvar: '3210',
  art: { 'kjop-fra-kommune': '350', 'kjop-fra-stat': '300', 'refusjon-fra-kommune': '750', 'refusjon-fra-stat': '700' },
}

/** Made for tests: nine digits with the right check digit, from any number. */
export function testOrgnr(seed: number): string {
  for (let base = 31_000_000 + (seed % 1_000_000); ; base += 1) {
    const sum = [3, 2, 7, 6, 5, 4, 3, 2].reduce((total, weight, i) => total + weight * Number(String(base)[i]), 0)
    const digit = (11 - (sum % 11)) % 11
    if (digit < 10) return `${base}${digit}`
  }
}

export function contact(partyId: PartyId, change: Partial<DocumentParty> = {}): DocumentParty {
  return {
    name: nameOfParty(partyId) ?? partyId,
    orgnr: /^r?hf-(\d{9})$/.exec(partyId)?.[1] ?? testOrgnr(Number(partyId.slice(2))),
    mvaRegistered: false,
    street: 'Storgata 1',
    postalCode: '8006',
    city: 'Bodø',
    reference: '1804-337',
    kid: null,
    ...change,
  }
}

type LineParts = Partial<AvregningLine> & { readonly partyId: PartyId }

/** A line that adds up: give the parts, and the sums follow. */
export function lineOf(parts: LineParts): AvregningLine {
  const { fixedOre = 0, emptyBedsOre = 0, useOre = 0, lowUseAdjustmentOre = 0 } = parts
  const amountOre = parts.amountOre ?? fixedOre + emptyBedsOre + useOre + lowUseAdjustmentOre
  const { correctionsOre = 0, onAccountOre = 0 } = parts
  return {
    guest: false,
    betalingsdogn: '0',
    weightedDogn: '0',
    liggedogn: 0,
    effectiveDognprisOre: null,
    services: [],
    stays: 0,
    ...parts,
    fixedOre,
    emptyBedsOre,
    useOre,
    lowUseAdjustmentOre,
    amountOre,
    correctionsOre,
    onAccountOre,
    netOre: amountOre + correctionsOre - onAccountOre,
  }
}

export function runOf(change: Partial<AvregningRun>): AvregningRun {
  return {
    agreementId: AGREEMENT_ID,
    month: MONTH,
    state: 'locked',
    costOre: 300_000_000,
    guestIncomeOre: 0,
    poolOre: 300_000_000,
    inputsHash: HASH.split('').reverse().join(''),
    resultHash: HASH,
    computedAt: '2026-11-02T08:15:00.000Z' as Instant,
    lockedAt: '2026-11-03T12:00:00.000Z' as Instant,
    lines: [],
    corrections: [],
    betalingsplikt: [],
    betalingspliktCorrections: [],
    completeness: { ok: true, occupiedNights: 0, charged: '0', excused: 0, causes: [] },
    working: [],
    approvals: [],
    ...change,
  }
}

export function documentOf(change: Partial<AvregningDocument> & { readonly run: AvregningRun }): AvregningDocument {
  const ids = [
    HOST,
    ...change.run.lines.map((line) => line.partyId),
    ...change.run.corrections.map((row) => row.partyId),
  ]
  return {
    agreement: { agreementId: AGREEMENT_ID, name: 'Salten felles døgnenhet', version: 3, host: HOST },
    parties: Object.fromEntries(ids.map((partyId) => [partyId, contact(partyId)])),
    ehf: ehfSettings,
    kostra: kostraSettings,
    earlierInvoices: [],
    disputes: [],
    nights: [],
    party: null,
    ...change,
  }
}

export function dognOf(change: Partial<Dogn>): Dogn {
  return {
    date: '2026-10-03' as OsloDate,
    unitId: UNIT,
    stayId: 'stay_01a202c1' as StayId,
    partyId: 'k-1841' as PartyId,
    service: 'kad-somatikk',
    count: '1',
    weight: '1',
    rule: 'midnight',
    ...change,
  }
}

export function disputeOf(change: Partial<Dispute>): Dispute {
  return {
    disputeId: 'disp_1' as DisputeId,
    month: MONTH,
    partyId: 'k-1841' as PartyId,
    reason: 'wrong-dates',
    detail: 'Pasienten dro 4. oktober',
    nights: [{ stayId: 'stay_01a202c1' as StayId, date: '2026-10-05' as OsloDate }],
    raisedAt: '2026-11-02T10:00:00.000Z' as Instant,
    answerBy: '2026-11-16' as OsloDate,
    answer: null,
    ...change,
  }
}

export function correctionOf(change: Partial<Correction>): Correction {
  return {
    month: '2026-09' as Month,
    partyId: 'k-1841' as PartyId,
    guest: false,
    beforeOre: 12_000_000,
    afterOre: 13_250_050,
    deltaOre: 1_250_050,
    beforeDogn: '9',
    afterDogn: '10',
    removed: [],
    added: [dognOf({ date: '2026-09-30' as OsloDate, stayId: 'stay_sept' as StayId })],
    ...change,
  }
}

/** October in Salten with `count` kommuner, an HF and a guest: numbers as a treasurer would meet them. */
export function regionDocument(count: number, party: PartyId | null = null): AvregningDocument {
  const members = [...SALTEN, ...KOMMUNER.filter((row) => !SALTEN.includes(row))].slice(0, count)
  const kommuner = members.map((row, i) => {
    const use = 3 + ((i * 7) % 11)
    return lineOf({
      partyId: `k-${row.kommunenummer}` as PartyId,
      betalingsdogn: String(use),
      weightedDogn: `${use}.2`,
      liggedogn: use - 1,
      fixedOre: row.population * 97 + i,
      useOre: use * 1_234_567,
      lowUseAdjustmentOre: i % 3 === 0 ? 150_000 : -75_000,
      onAccountOre: row.population * 101,
      correctionsOre: row.kommunenummer === '1841' ? 1_250_050 : 0,
      effectiveDognprisOre: 1_812_345,
      services: [
        { service: 'kad-somatikk', betalingsdogn: String(use - 1), weight: '1', weightedDogn: String(use - 1) },
        { service: 'observasjon', betalingsdogn: '1', weight: '1.2', weightedDogn: '1.2' },
      ],
    })
  })
  const hf = lineOf({
    partyId: HF,
    betalingsdogn: '84',
    weightedDogn: '89.4',
    liggedogn: 83,
    fixedOre: 60_000_000,
    useOre: 64_510_203,
    onAccountOre: 113_500_000,
    effectiveDognprisOre: 1_482_264,
    services: [
      { service: 'utredning', betalingsdogn: '27', weight: '1.2', weightedDogn: '32.4' },
      { service: 'utskrivningsklar', betalingsdogn: '57', weight: '1', weightedDogn: '57' },
    ],
  })
  const guest = lineOf({
    partyId: 'k-5501' as PartyId,
    guest: true,
    betalingsdogn: '2',
    liggedogn: 2,
    amountOre: 2_400_000,
    effectiveDognprisOre: 1_200_000,
  })
  const lines = [hf, ...kommuner, ...(kommuner.some((row) => row.partyId === guest.partyId) ? [] : [guest])]
  const shared = [hf, ...kommuner]
  const poolOre = shared.reduce((sum, line) => sum + line.amountOre, 0)
  const run = runOf({
    lines,
    poolOre,
    costOre: poolOre + 2_400_000,
    corrections: [correctionOf({})],
    working: [workingOf(shared, poolOre)],
    completeness: { ok: true, occupiedNights: 251, charged: '251', excused: 0, causes: [] },
  })
  const nights = shared.slice(0, 20).flatMap(({ partyId }, i) =>
    [1, 2, 3].map((n) =>
      nightOf(
        AGREEMENT_ID,
        MONTH,
        dognOf({
          partyId,
          stayId: `stay_${i}` as StayId,
          date: `2026-10-${n + i + 10}` as OsloDate,
          count: n === 3 ? '0.5' : '1',
        }),
      ),
    ),
  )
  return documentOf({ run, nights, disputes: [disputeOf({})], party })
}

function workingOf(lines: readonly AvregningLine[], poolOre: number): PartWorking {
  const sum = (of: (line: AvregningLine) => number) => lines.reduce((total, line) => total + of(line), 0)
  const fixedSum = sum((line) => line.fixedOre)
  const useSum = sum((line) => line.useOre)
  return {
    agreementVersion: 3,
    fom: '2026-10-01' as OsloDate,
    tom: '2026-10-31' as OsloDate,
    dates: 31,
    rule: 'midnight',
    poolOre,
    fixedSum: String(fixedSum),
    emptyBedsSum: '0',
    useSum: String(useSum),
    weightedDogn: '251.4',
    emptyBeds: null,
    lowUse: { mean: '1193317/2', factor: '1.5', lambda: '1234567/89' },
    parties: lines.map((line) => ({
      partyId: line.partyId,
      weightedDogn: line.weightedDogn,
      fixedFraction: `${line.fixedOre}/${fixedSum}`,
      emptyBedsFraction: '0',
      useFraction: `${line.useOre}/${useSum}`,
      fixed: String(line.fixedOre),
      emptyBeds: '0',
      use: `${line.useOre * 3 + 1}/3`,
      cap: line.lowUseAdjustmentOre < 0 ? String(line.amountOre) : null,
      lowUseAdjustment: String(line.lowUseAdjustmentOre),
      exact: `${line.amountOre * 3 + 1}/3`,
      amountOre: line.amountOre,
    })),
    guests: [{ partyId: 'k-5501' as PartyId, betalingsdogn: '2', rateOre: 1_200_000, amountOre: 2_400_000 }],
  }
}

/** Texts that XML, spreadsheets and fonts have trouble with. */
export const awkwardText = fc.oneof(
  fc.constantFrom(
    'A & B <kommune>',
    'Ærøå «x» "y"',
    "=cmd|' /C calc'!A0",
    '+47',
    '-1',
    '@sum',
    '\u0000\u0001 a\u0007',
    ']]>',
    'a\r\nb\tc',
    '😀 š č',
    'a\ufffe\uffffb',
    '\u{10fffe}!',
    'a\ud800b',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
)

const amountOre = fc.oneof(fc.integer({ min: -900_000_000, max: 900_000_000 }), fc.constantFrom(0, 1, -1, 100))
const exactDogn = fc.oneof(
  fc.integer({ min: 0, max: 400 }).map(String),
  fc
    .tuple(fc.integer({ min: 0, max: 99 }), fc.constantFrom('5', '25', '2', '125'))
    .map(([n, decimals]) => `${n}.${decimals}`),
  fc.tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom(7, 72, 1440)).map(([a, b]) => `${a}/${b}`),
)
const serviceUses: fc.Arbitrary<ServiceUse[]> = fc
  .uniqueArray(fc.constantFrom(...SERVICES), { maxLength: 4 })
  .chain((services: Service[]) =>
    fc.tuple(
      ...services.map((service) =>
        exactDogn.map((dogn) => ({ service, betalingsdogn: dogn, weight: '1', weightedDogn: dogn })),
      ),
    ),
  )

/** Any month of one party that is not the host, as the run may have it, in a document for that party. */
export const partyDocuments: fc.Arbitrary<AvregningDocument> = fc
  .record({
    partyId: fc.constantFrom('k-1841', 'k-1839', HF).map((text) => text as PartyId),
    guest: fc.boolean(),
    parts: fc.tuple(amountOre, amountOre, amountOre, amountOre),
    onAccountOre: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 900_000_000 })),
    betalingsdogn: exactDogn,
    services: serviceUses,
    deltas: fc.array(amountOre, { maxLength: 3 }),
    name: awkwardText,
    detail: awkwardText,
    disputed: fc.boolean(),
    vatCategory: fc.constantFrom('E' as const, 'O' as const),
    mvaRegistered: fc.boolean(),
    kid: fc.constantFrom(null, '1234567897'),
    earlierInvoices: fc.array(fc.constantFrom('salten-2026-09-k-1841', 'salten-2026-08-k-1841'), { maxLength: 2 }),
    month: fc.constantFrom('2026-10', '2026-02', '2028-02').map((text) => text as Month),
  })
  .map((x) => {
    const [fixedOre, emptyBedsOre, useOre, lowUseAdjustmentOre] = x.parts
    const corrections = x.deltas.map((deltaOre, i) =>
      correctionOf({ partyId: x.partyId, month: `2026-0${i + 1}` as Month, deltaOre, afterOre: 12_000_000 + deltaOre }),
    )
    const correctionsOre = x.deltas.reduce((sum, delta) => sum + delta, 0)
    const shared = { partyId: x.partyId, betalingsdogn: x.betalingsdogn, onAccountOre: x.onAccountOre, correctionsOre }
    const line = x.guest
      ? lineOf({ ...shared, guest: true, amountOre: fixedOre })
      : lineOf({ ...shared, fixedOre, emptyBedsOre, useOre, lowUseAdjustmentOre, services: x.services })
    return documentOf({
      run: runOf({ month: x.month, lines: [line], corrections }),
      parties: {
        [HOST]: contact(HOST, { mvaRegistered: x.mvaRegistered }),
        [x.partyId]: contact(x.partyId, { name: `N ${x.name}`, kid: x.kid, mvaRegistered: x.mvaRegistered }),
      },
      ehf: { ...ehfSettings, vatCategory: x.vatCategory },
      earlierInvoices: x.earlierInvoices,
      disputes: x.disputed ? [disputeOf({ partyId: x.partyId, reason: DISPUTE_REASONS[0], detail: x.detail })] : [],
      party: x.partyId,
    })
  })
