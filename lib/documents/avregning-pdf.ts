import type { AvregningLine } from '../domain/avregning/run.ts'
import { BOKMAL } from '../domain/bokmal.ts'
import { msOf } from '../kernel/instant.ts'
import { osloDateOf } from '../kernel/oslo-date.ts'
import { accepted, refused } from '../kernel/result.ts'
import {
  type AvregningDocument,
  type DocumentResult,
  fileNameOf,
  isDraft,
  nameOf,
  type Scope,
  scopeOf,
} from './avregning-document.ts'
import { disputeText } from './dispute-text.ts'
import { decimal, kroner, longDate, monthText } from './norwegian-text.ts'
import {
  artifact,
  drawLines,
  finishPdf,
  keep,
  lineHeight,
  type Page,
  paragraph,
  rule,
  type Style,
  startPdf,
  tagged,
  widthOf,
  wrap,
} from './pdf-page.ts'
import { type Column, table } from './pdf-table.ts'
import { partSteps, partySteps, type Step } from './working-text.ts'

const TITLE: Style = { face: 'semibold', size: 20 }
const HEADING: Style = { face: 'semibold', size: 12.5 }
const BODY: Style = { face: 'regular', size: 10 }
const STRONG: Style = { face: 'semibold', size: 10 }
const SMALL: Style = { face: 'regular', size: 8, color: '#4a4a4a' }

/** The page that a treasurer signs: what is owed, how it came about, what is disputed. Landscape for the whole run. */
export async function writeAvregningPdf(document: AvregningDocument): Promise<DocumentResult> {
  const scope = scopeOf(document)
  if (!scope) return refused({ kind: 'party-not-in-avregning' })
  const { run, agreement, party } = document
  const page = startPdf({
    title: `Avregning ${monthText(run.month)}, ${agreement.name}${party ? `, ${nameOf(document, party)}` : ''}`,
    author: nameOf(document, agreement.host),
    madeAt: new Date(msOf(run.lockedAt ?? run.computedAt)),
    landscape: party === null,
  })
  letterhead(page, document)
  if (party === null) wholeRun(page, document, scope)
  else for (const line of scope.lines) statement(page, line)
  correctionsOf(page, document, scope)
  betalingspliktOf(page, document, scope)
  disputesOf(page, document, scope)
  workingOf(page, document)
  signatures(page, document, scope)
  footers(page, document)
  return accepted({
    fileName: fileNameOf(document, 'pdf'),
    contentType: 'application/pdf',
    body: await finishPdf(page),
  })
}

function letterhead(page: Page, document: AvregningDocument): void {
  const { run, agreement, party } = document
  const { left, width, cursor } = page
  const host = nameOf(document, agreement.host)
  const state = BOKMAL[run.state].toUpperCase()
  const badge: Style = { face: 'semibold', size: 11, color: isDraft(document) ? '#9c2b00' : '#0b5c2f' }
  tagged(page, page.root, 'P', () => drawLines(page, [host], left, cursor.y, width, { face: 'semibold', size: 13 }))
  tagged(page, page.root, 'P', () => drawLines(page, [state], left, cursor.y + 1, width, badge, 'right'))
  cursor.y += 22
  rule(page, cursor.y, '#1a1a1a', 1)
  cursor.y += 16
  const title = `Avregning for ${monthText(run.month)}`
  paragraph(page, 'H1', party ? `${title}: ${nameOf(document, party)}` : title, TITLE, 8)
  const made = isDraft(document)
    ? `Utkast regnet ut ${longDate(osloDateOf(run.computedAt))}. Tallene kan endre seg til måneden er låst.`
    : `Låst ${longDate(osloDateOf(run.lockedAt ?? run.computedAt))}. Senere endringer blir rettinger i en senere måned.`
  paragraph(page, 'P', `${agreement.name}, avtalens versjon ${agreement.version}. ${made}`, BODY, 14)
}

const PARTS = [
  ['Fast del', 'fixedOre'],
  ['Tomme senger', 'emptyBedsOre'],
  ['Bruk', 'useOre'],
  ['Justering for lav bruk', 'lowUseAdjustmentOre'],
  ['Beløp', 'amountOre'],
  ['Rettinger', 'correctionsOre'],
  ['À konto', 'onAccountOre'],
  ['Netto', 'netOre'],
] as const satisfies readonly (readonly [string, keyof AvregningLine])[]
/** Columns that stand also when every amount in them is zero. */
const ALWAYS: ReadonlySet<string> = new Set(['Beløp', 'Netto'])

function wholeRun(page: Page, document: AvregningDocument, { lines }: Scope): void {
  const { run } = document
  const guests = lines.filter((line) => line.guest).reduce((sum, line) => sum + line.amountOre, 0)
  const less = [
    ...(run.guestIncomeOre === 0 ? [] : [`bokført gjesteinntekt ${kroner(run.guestIncomeOre)} kr`]),
    ...(guests === 0 ? [] : [`gjestenes betaling ${kroner(guests)} kr`]),
  ]
  const cost = `Bokført kostnad ${kroner(run.costOre)} kr${less.length > 0 ? `, mindre ${less.join(' og ')}` : ''}.`
  paragraph(page, 'P', `${cost} Å fordele: ${kroner(run.poolOre)} kr.`, BODY, 12)
  paragraph(page, 'H2', 'Partene', HEADING, 4)
  const shown = PARTS.filter(([title, key]) => ALWAYS.has(title) || lines.some((line) => line[key] !== 0))
  const amountWidth = 67
  const dognWidth = 66
  const columns: readonly Column[] = [
    { title: 'Part', width: page.width - dognWidth - shown.length * amountWidth, align: 'left' },
    { title: 'Betalingsdøgn', width: dognWidth, align: 'right' },
    ...shown.map(([title]): Column => ({ title, width: amountWidth, align: 'right' })),
  ]
  const rows = lines.map((line) => ({
    cells: [
      `${nameOf(document, line.partyId)}${line.guest ? ' (gjest)' : ''}`,
      decimal(line.betalingsdogn),
      ...shown.map(([, key]) => kroner(line[key])),
    ],
  }))
  const sums = shown.map(([, key]) => kroner(lines.reduce((sum, line) => sum + line[key], 0)))
  table(page, columns, [...rows, { cells: ['Sum', '', ...sums], face: 'semibold' }])
}

/** One party's account, one amount under the other, and what it comes to. */
function statement(page: Page, line: AvregningLine): void {
  const { left, width, cursor } = page
  const result = line.netOre < 0 ? 'Til gode' : line.netOre > 0 ? 'Å betale' : 'Gjort opp'
  const style: Style = { face: 'semibold', size: 15 }
  const label = `${result}${line.guest ? ' som gjest' : ''}`
  keep(page, 40)
  tagged(page, page.root, 'P', () => {
    drawLines(page, [label], left, cursor.y, width, style)
    drawLines(page, [`${kroner(Math.abs(line.netOre))} kr`], left, cursor.y, width, style, 'right')
  })
  cursor.y += 28
  const price = line.effectiveDognprisOre
  const parts = line.guest ? PARTS.slice(4) : PARTS
  const shown = parts.filter(([title, key]) => ALWAYS.has(title) || line[key] !== 0)
  const columns: readonly Column[] = [
    { title: 'Post', width: width - 130, align: 'left' },
    { title: 'Kroner', width: 130, align: 'right' },
  ]
  table(
    page,
    columns,
    shown.map(([title, key]) => ({
      cells: [title, kroner(key === 'onAccountOre' ? -line[key] : line[key])],
      ...(ALWAYS.has(title) ? { face: 'semibold' as const } : {}),
    })),
  )
  const weighted = line.guest ? '' : `, ${decimal(line.weightedDogn)} vektet etter tjeneste`
  const perDogn = price === null ? '' : ` Beløpet er ${kroner(price)} kr per betalingsdøgn.`
  paragraph(
    page,
    'P',
    `${decimal(line.betalingsdogn)} betalingsdøgn${weighted}. ${line.liggedogn} liggedøgn etter SSBs definisjon.${perDogn}`,
    BODY,
    14,
  )
}

function correctionsOf(page: Page, document: AvregningDocument, { corrections }: Scope): void {
  if (corrections.length === 0) return
  const who = document.party === null ? page.width - 5 * 74 - 90 : 0
  const columns: readonly Column[] = [
    ...(who > 0 ? [{ title: 'Part', width: who, align: 'left' } as const] : []),
    { title: 'Måned', width: who > 0 ? 90 : page.width - 5 * 74, align: 'left' },
    { title: 'Døgn før', width: 74, align: 'right' },
    { title: 'Døgn nå', width: 74, align: 'right' },
    { title: 'Beløp før', width: 74, align: 'right' },
    { title: 'Beløp nå', width: 74, align: 'right' },
    { title: 'Endring', width: 74, align: 'right' },
  ]
  heading(page, 'Rettinger av låste måneder', 70)
  table(
    page,
    columns,
    corrections.map((row) => ({
      cells: [
        ...(who > 0 ? [nameOf(document, row.partyId)] : []),
        monthText(row.month),
        decimal(row.beforeDogn),
        decimal(row.afterDogn),
        kroner(row.beforeOre),
        kroner(row.afterOre),
        kroner(row.deltaOre),
      ],
    })),
  )
}

/** Paid from kommune to HF beside the avregning, so it stands in a table of its own and in no sum above. */
function betalingspliktOf(page: Page, document: AvregningDocument, scope: Scope): void {
  const rows = [
    ...scope.betalingsplikt.map((row) => ({ ...row, month: document.run.month, ore: row.amountOre })),
    ...scope.betalingspliktCorrections.map((row) => ({ ...row, dogn: row.deltaDogn, ore: row.deltaOre })),
  ]
  if (rows.length === 0) return
  const name = (page.width - 90 - 50 - 110) / 2
  const columns: readonly Column[] = [
    { title: 'Kommune', width: name, align: 'left' },
    { title: 'Betaler til', width: name, align: 'left' },
    { title: 'Måned', width: 90, align: 'left' },
    { title: 'Døgn', width: 50, align: 'right' },
    { title: 'Beløp', width: 110, align: 'right' },
  ]
  heading(page, 'Betalingsplikt for utskrivningsklare, utenom avregningen', 70)
  table(
    page,
    columns,
    rows.map((row) => ({
      cells: [
        nameOf(document, row.kommune),
        nameOf(document, row.hf),
        monthText(row.month),
        decimal(String(row.dogn)),
        row.ore === null ? 'sats mangler' : kroner(row.ore),
      ],
    })),
  )
}

function disputesOf(page: Page, document: AvregningDocument, { openDisputes }: Scope): void {
  heading(page, 'Åpne innsigelser', 30)
  if (openDisputes.length === 0) paragraph(page, 'P', 'Ingen.', BODY, 3)
  for (const dispute of openDisputes) {
    const who = document.party === null ? `${nameOf(document, dispute.partyId)}: ` : ''
    paragraph(page, 'P', `• ${who}${disputeText(dispute)}`, BODY, 3)
  }
  page.cursor.y += 9
}

function workingOf(page: Page, document: AvregningDocument): void {
  const { party, run } = document
  heading(page, party === null ? 'Slik er tallene regnet ut' : 'Slik er tallet regnet ut', 60)
  for (const part of run.working) {
    steps(page, partSteps(part))
    for (const row of part.parties.filter((one) => one.partyId === party)) steps(page, partySteps(part, row))
    for (const guest of part.guests.filter((one) => one.partyId === party))
      steps(page, [
        {
          name: 'Gjest',
          text: `${decimal(guest.betalingsdogn)} døgn à ${kroner(guest.rateOre)} kr er ${kroner(guest.amountOre)} kr.`,
        },
      ])
  }
  if (party === null)
    paragraph(page, 'P', 'Hver parts regnestykke står på partens egen side og i regnearket, døgn for døgn.', BODY, 12)
}

const NAME_WIDTH = 130

/** The step's name in a column of its own, so that the eye finds it. */
function steps(page: Page, rows: readonly Step[]): void {
  const { left, width, cursor } = page
  for (const step of rows) {
    const names = wrap(page, step.name, NAME_WIDTH - 10, STRONG)
    const lines = wrap(page, step.text, width - NAME_WIDTH, BODY)
    const height = Math.max(names.length, lines.length) * lineHeight(BODY)
    keep(page, height)
    tagged(page, page.root, 'P', () => {
      drawLines(page, names, left, cursor.y, NAME_WIDTH, STRONG)
      drawLines(page, lines, left + NAME_WIDTH, cursor.y, width - NAME_WIDTH, BODY)
    })
    cursor.y += height + 3
  }
  cursor.y += 5
}

const FIELDS = ['Sted og dato', 'Navn', 'Underskrift'] as const
const FIELD_HEIGHT = 25

/** Both sides sign, and what they sign is said where they do it; a draft has nothing to sign. */
function signatures(page: Page, document: AvregningDocument, { lines }: Scope): void {
  if (isDraft(document)) return
  const { left, width, cursor } = page
  const { agreement, party, run } = document
  const gap = 40
  const half = (width - gap) / 2
  const host = `For ${nameOf(document, agreement.host)} (vert)`
  const sides = [host, party === null || party === agreement.host ? 'Kontrollert av' : `For ${nameOf(document, party)}`]
  const titles = sides.map((side) => wrap(page, side, half, STRONG))
  const titleHeight = Math.max(...titles.map((side) => side.length)) * lineHeight(STRONG)
  const netOre = lines.reduce((sum, line) => sum + line.netOre, 0)
  const subject = `Gjelder ${agreement.name}, ${monthText(run.month)}: netto ${kroner(netOre)} kr, resultat ${run.resultHash.slice(0, 12)}.`
  heading(page, 'Underskrift', lineHeight(BODY) + 3 + titleHeight + FIELDS.length * FIELD_HEIGHT)
  paragraph(page, 'P', subject, BODY, 3)
  const top = cursor.y
  sides.forEach((_, i) => {
    const x = left + i * (half + gap)
    tagged(page, page.root, 'P', () => drawLines(page, titles[i] ?? [], x, top, half, STRONG))
    FIELDS.forEach((field, n) => {
      const y = top + titleHeight + (n + 1) * FIELD_HEIGHT
      artifact(page, () => {
        page.doc
          .moveTo(x, y - 11)
          .lineTo(x + half, y - 11)
          .lineWidth(0.6)
          .strokeColor('#1a1a1a')
          .stroke()
      })
      tagged(page, page.root, 'P', () => drawLines(page, [field], x, y - 9, half, SMALL))
    })
  })
  cursor.y = top + titleHeight + FIELDS.length * FIELD_HEIGHT
}

function heading(page: Page, text: string, following: number): void {
  keep(page, lineHeight(HEADING) + 4 + following)
  paragraph(page, 'H2', text, HEADING, 4)
}

/** Which run, which page, and the word that nobody may miss on a draft. */
function footers(page: Page, document: AvregningDocument): void {
  const { doc, left, width, bottom } = page
  const { run } = document
  const { start, count } = doc.bufferedPageRange()
  for (let n = start; n < start + count; n += 1) {
    doc.switchToPage(n)
    artifact(page, () => {
      const y = bottom + 8
      drawLines(page, [`Resultathash ${run.resultHash}`], left, y, width, SMALL)
      drawLines(page, [`Side ${n - start + 1} av ${count}`], left, y, width, SMALL, 'right')
      if (isDraft(document)) watermark(page)
    })
  }
}

function watermark(page: Page): void {
  const { doc } = page
  const style: Style = { face: 'semibold', size: 110, color: '#9c2b00' }
  const [x, y] = [doc.page.width / 2, doc.page.height / 2]
  const width = widthOf(page, 'UTKAST', style)
  doc.save()
  doc.rotate(-32, { origin: [x, y] }).fillOpacity(0.09)
  drawLines(page, ['UTKAST'], x - width / 2, y - style.size / 2, width, style)
  doc.restore()
}
