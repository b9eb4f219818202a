import type { AvregningLine, Dogn } from '../domain/avregning/run.ts'
import { BOKMAL } from '../domain/bokmal.ts'
import type { PartyId } from '../domain/ids.ts'
import { osloDateOf } from '../kernel/oslo-date.ts'
import { accepted, refused } from '../kernel/result.ts'
import {
  type AvregningDocument,
  type DocumentResult,
  fileNameOf,
  type Night,
  nameOf,
  nightOf,
  type Scope,
  scopeOf,
} from './avregning-document.ts'
import { monthText } from './norwegian-text.ts'
import { readExact, roundedText } from './number-text.ts'
import { cellName, type Sheet, type SheetCell, workbookBytes } from './workbook.ts'
import { partSteps, partySteps } from './working-text.ts'

const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The avregning as a workbook that calculates: a controller may follow every sum down to the night. */
export async function writeAvregningXlsx(document: AvregningDocument): Promise<DocumentResult> {
  const scope = scopeOf(document)
  if (!scope) return refused({ kind: 'party-not-in-avregning' })
  const parties = [...new Set(scope.lines.map((line) => line.partyId))]
  const sheets = [
    overview(document, scope),
    ...parties.map((partyId) => nightsOf(document, scope, partyId)),
    corrections(document, scope),
    ...betalingsplikt(document, scope),
    disputes(document, scope),
    working(document),
  ]
  const body = await workbookBytes(sheets, document.run.month)
  return accepted({ fileName: fileNameOf(document, 'xlsx'), contentType: CONTENT_TYPE, body })
}

const text = (value: string): SheetCell => ({ text: value })
const bold = (value: string): SheetCell => ({ text: value, bold: true })
const heads = (labels: readonly string[], numbersFrom: number): readonly SheetCell[] =>
  labels.map((label, i) => ({ text: label, bold: true, right: i >= numbersFrom }))
const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0)

/** The columns that are summed, in øre; their place among the columns is what the formulas are made from. */
const AMOUNTS = [
  ['Fast del', 'fixedOre'],
  ['Tomme senger', 'emptyBedsOre'],
  ['Bruk', 'useOre'],
  ['Lavbruksjustering', 'lowUseAdjustmentOre'],
  ['Beløp', 'amountOre'],
  ['Rettinger', 'correctionsOre'],
  ['À konto', 'onAccountOre'],
  ['Netto', 'netOre'],
] as const satisfies readonly (readonly [string, keyof AvregningLine])[]
const FIRST_AMOUNT = 6

function overview(document: AvregningDocument, { lines, openDisputes }: Scope): Sheet {
  const { run, agreement, party } = document
  const facts: readonly (readonly SheetCell[])[] = [
    [bold(`Avregning for ${monthText(run.month)}`)],
    [text('Avtale'), text(`${agreement.name} (versjon ${agreement.version})`)],
    [text('Vert'), text(nameOf(document, agreement.host))],
    [text('Tilstand'), text(BOKMAL[run.state])],
    [text('Kostnad å fordele'), { ore: run.poolOre }],
    [text('Åpne innsigelser'), text(String(openDisputes.length))],
    [text('Resultathash'), text(run.resultHash)],
    [],
  ]
  const header = heads(
    [
      'Part',
      'Navn',
      'Gjest',
      'Betalingsdøgn',
      'Vektede døgn',
      'Liggedøgn',
      ...AMOUNTS.map(([label]) => label),
      'Pris per døgn',
    ],
    3,
  )
  const first = facts.length + 1
  const last = first + lines.length - 1
  const column = (key: (typeof AMOUNTS)[number][1]) => FIRST_AMOUNT + AMOUNTS.findIndex(([, name]) => name === key)
  const range = (key: (typeof AMOUNTS)[number][1]) => `${cellName(first, column(key))}:${cellName(last, column(key))}`
  const rows = lines.map((line, i): readonly SheetCell[] => {
    const at = (key: (typeof AMOUNTS)[number][1]) => cellName(first + i, column(key))
    // A guest is charged by the døgn: its amount is no sum of parts.
    const amount: SheetCell = line.guest
      ? { ore: line.amountOre }
      : money(`SUM(${at('fixedOre')}:${at('lowUseAdjustmentOre')})`, line.amountOre)
    return [
      text(line.partyId),
      text(nameOf(document, line.partyId)),
      text(line.guest ? 'ja' : 'nei'),
      { dogn: line.betalingsdogn },
      { dogn: line.weightedDogn },
      { dogn: String(line.liggedogn) },
      { ore: line.fixedOre },
      { ore: line.emptyBedsOre },
      { ore: line.useOre },
      { ore: line.lowUseAdjustmentOre },
      amount,
      { ore: line.correctionsOre },
      { ore: line.onAccountOre },
      money(`${at('amountOre')}+${at('correctionsOre')}-${at('onAccountOre')}`, line.netOre),
      line.effectiveDognprisOre === null ? null : { ore: line.effectiveDognprisOre },
    ]
  })
  const total: readonly SheetCell[] = [
    bold('Sum'),
    ...Array.from({ length: FIRST_AMOUNT - 1 }, () => null),
    ...AMOUNTS.map(([, key]) => ({
      ...money(`SUM(${range(key)})`, sumOf(lines.map((line) => line[key]))),
      bold: true,
    })),
  ]
  const shared = sumOf(lines.filter((line) => !line.guest).map((line) => line.amountOre))
  const guests = `${cellName(first, 2)}:${cellName(last, 2)}`
  const control: readonly (readonly SheetCell[])[] =
    party === null && lines.length > 0
      ? [
          [
            text('Kontroll: partenes beløp uten gjester, mindre kostnaden'),
            ...Array.from({ length: 9 }, () => null),
            money(`ROUND(SUMIF(${guests},"nei",${range('amountOre')})-B5,2)`, shared - run.poolOre),
          ],
        ]
      : []
  return {
    name: 'Oversikt',
    widths: [20, 34, 8, 14, 14, 11, ...AMOUNTS.map(() => 17), 15],
    stickyRows: first,
    rows: [...facts, header, ...rows, ...(lines.length > 0 ? [total] : []), ...control],
  }
}

const money = (formula: string, ore: number) => ({ formula, value: ore / 100, format: 'money' as const })

const NIGHT_HEADS = ['Dato', 'Enhet', 'Opphold', 'Tjeneste', 'Døgn', 'Vekt', 'Vektede døgn'] as const

function nightsOf(document: AvregningDocument, scope: Scope, partyId: PartyId): Sheet {
  const name = nameOf(document, partyId)
  const nights = scope.nights.filter((night) => night.partyId === partyId)
  const first = 2
  const sum = (column: number, value: number): SheetCell => ({
    formula: `SUM(${cellName(first, column)}:${cellName(first + nights.length - 1, column)})`,
    value,
    format: 'dogn',
    bold: true,
  })
  const counts = nights.map((night) => number(night.count))
  const weighted = nights.map((night) => number(night.count) * number(night.weight))
  return {
    name,
    widths: [12, 30, 14, 26, 9, 9, 14],
    stickyRows: first,
    rows: [
      [bold(`${name}: betalingsdøgn i ${monthText(document.run.month)}`)],
      heads(NIGHT_HEADS, 4),
      ...nights.map((night, i) => [
        ...nightCells(night),
        {
          formula: `${cellName(first + i, 4)}*${cellName(first + i, 5)}`,
          value: weighted[i] ?? 0,
          format: 'dogn' as const,
        },
      ]),
      ...(nights.length === 0
        ? [[text('Ingen betalingsdøgn denne måneden.')]]
        : [[bold('Sum'), null, null, null, sum(4, sumOf(counts)), null, sum(6, sumOf(weighted))]]),
    ],
  }
}

const nightCells = (night: Night): readonly SheetCell[] => [
  { date: night.date },
  text(night.unitId),
  text(night.stayRef),
  text(BOKMAL[night.service]),
  { dogn: night.count },
  { dogn: night.weight },
]
const number = (exact: string): number => {
  const { numerator, denominator } = readExact(exact)
  return Number(roundedText(numerator, denominator, 10))
}

function corrections(document: AvregningDocument, scope: Scope): Sheet {
  const { agreementId } = document.run
  const first = 2
  const rows = scope.corrections.map((row): readonly SheetCell[] => [
    text(row.month),
    text(row.partyId),
    text(nameOf(document, row.partyId)),
    text(row.guest ? 'ja' : 'nei'),
    { dogn: row.beforeDogn },
    { dogn: row.afterDogn },
    { ore: row.beforeOre },
    { ore: row.afterOre },
    { ore: row.deltaOre },
  ])
  const deltas = `SUM(${cellName(first, 8)}:${cellName(first + rows.length - 1, 8)})`
  const nights = scope.corrections.flatMap((row) => {
    const shown = (way: string, nightsOfRow: readonly Dogn[]) =>
      nightsOfRow.map((night): readonly SheetCell[] => [
        text(row.month),
        text(row.partyId),
        text(way),
        ...nightCells(nightOf(agreementId, row.month, night)),
      ])
    return [...shown('ut', row.removed), ...shown('inn', row.added)]
  })
  return {
    name: 'Rettinger',
    widths: [12, 20, 34, 12, 26, 14, 24, 17, 17],
    stickyRows: first,
    rows: [
      [bold('Rettinger av låste måneder')],
      heads(['Måned', 'Part', 'Navn', 'Gjest', 'Døgn før', 'Døgn nå', 'Beløp før', 'Beløp nå', 'Endring'], 4),
      ...rows,
      ...(rows.length === 0
        ? [[text('Ingen rettinger.')]]
        : [
            [
              bold('Sum'),
              ...Array.from({ length: 7 }, () => null),
              { ...money(deltas, sumOf(scope.corrections.map((row) => row.deltaOre))), bold: true },
            ],
          ]),
      ...(nights.length === 0
        ? []
        : [
            [],
            [bold('Døgn som gikk ut eller kom inn')],
            heads(['Måned', 'Part', 'Inn eller ut', ...NIGHT_HEADS.slice(0, 6)], 7),
            ...nights,
          ]),
    ],
  }
}

/** The separate account of utskrivningsklare; a sheet only where there is something on it. */
function betalingsplikt(document: AvregningDocument, scope: Scope): readonly Sheet[] {
  const rows = [
    ...scope.betalingsplikt.map((row) => ({ ...row, month: document.run.month, ore: row.amountOre })),
    ...scope.betalingspliktCorrections.map((row) => ({ ...row, dogn: row.deltaDogn, ore: row.deltaOre })),
  ]
  if (rows.length === 0) return []
  const first = 2
  const column = (letter: string) => `SUM(${letter}${first + 1}:${letter}${first + rows.length})`
  return [
    {
      name: 'Betalingsplikt',
      widths: [12, 34, 34, 10, 17, 40],
      stickyRows: first,
      rows: [
        [bold('Betalingsplikt for utskrivningsklare, utenom avregningen')],
        heads(['Måned', 'Kommune', 'Helseforetak', 'Døgn', 'Beløp', 'Merknad'], 3),
        ...rows.map((row): readonly SheetCell[] => [
          text(row.month),
          text(nameOf(document, row.kommune)),
          text(nameOf(document, row.hf)),
          { dogn: String(row.dogn) },
          row.ore === null ? null : { ore: row.ore },
          text(
            `${row.month === document.run.month ? '' : 'retting'}${row.ore === null ? ' årets sats er ikke lagt inn' : ''}`,
          ),
        ]),
        [
          bold('Sum'),
          null,
          null,
          { formula: column('D'), value: sumOf(rows.map((row) => row.dogn)), format: 'dogn', bold: true },
          { ...money(column('E'), sumOf(rows.map((row) => row.ore ?? 0))), bold: true },
        ],
      ],
    },
  ]
}

function disputes(document: AvregningDocument, scope: Scope): Sheet {
  const rows = scope.disputes.map((dispute): readonly SheetCell[] => [
    text(dispute.answer === null ? 'åpen' : 'besvart'),
    text(dispute.partyId),
    text(nameOf(document, dispute.partyId)),
    text(dispute.month),
    text(BOKMAL[dispute.reason]),
    text(dispute.nights.length === 0 ? 'hele linjen' : `${dispute.nights.length} døgn`),
    text(dispute.detail),
    { date: osloDateOf(dispute.raisedAt) },
    { date: dispute.answerBy },
    text(dispute.answer === null ? '' : BOKMAL[dispute.answer.outcome]),
    text(dispute.answer?.text ?? ''),
    text(dispute.answer?.payer ? nameOf(document, dispute.answer.payer) : ''),
  ])
  const labels = [
    'Tilstand',
    'Part',
    'Navn',
    'Måned',
    'Grunn',
    'Gjelder',
    'Innvending',
    'Reist',
    'Svarfrist',
    'Utfall',
    'Svar',
    'Betaler i stedet',
  ]
  return {
    name: 'Innsigelser',
    widths: [10, 20, 34, 10, 18, 12, 50, 12, 12, 12, 50, 34],
    stickyRows: 2,
    rows: [
      [bold('Innsigelser')],
      heads(labels, labels.length),
      ...(rows.length === 0 ? [[text('Ingen innsigelser.')]] : rows),
    ],
  }
}

function working(document: AvregningDocument): Sheet {
  const { run, party } = document
  const isSeen = (row: { readonly partyId: PartyId }) => party === null || row.partyId === party
  const rows = run.working.flatMap((part, i): readonly (readonly SheetCell[])[] => [
    ...(i === 0 ? [] : [[]]),
    ...partSteps(part).map((step) => [bold(step.name), text(step.text)]),
    ...part.parties
      .filter(isSeen)
      .flatMap((row) => [
        [],
        [bold(nameOf(document, row.partyId))],
        ...partySteps(part, row).map((step) => [text(step.name), text(step.text)]),
        [text('Eksakt, i øre'), text(row.exact)],
      ]),
    ...part.guests
      .filter(isSeen)
      .flatMap((guest) => [
        [],
        [bold(`${nameOf(document, guest.partyId)} (gjest)`)],
        [text('Betalingsdøgn'), { dogn: guest.betalingsdogn }],
        [text('Pris per døgn'), { ore: guest.rateOre }],
        [text('Beløp'), { ore: guest.amountOre }],
      ]),
  ])
  return {
    name: 'Slik er tallene regnet ut',
    widths: [34, 120],
    stickyRows: 1,
    rows: [[bold('Slik er tallene regnet ut')], ...rows],
  }
}
