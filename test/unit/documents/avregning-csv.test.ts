import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeAvregningCsv } from '../../../lib/documents/avregning-csv.ts'
import type { AvregningDocument, DocumentResult } from '../../../lib/documents/avregning-document.ts'
import { writeAvregningKostra } from '../../../lib/documents/avregning-kostra.ts'
import { CSV_DIALECTS } from '../../../lib/domain/avregning/export-format.ts'
import type { PartyId } from '../../../lib/domain/ids.ts'
import { readCsv } from '../../support/csv-rows.ts'
import { contact, disputeOf, HF, HOST, partyDocuments, regionDocument, runOf } from '../../support/document-world.ts'

const FAUSKE = 'k-1841' as PartyId
const WHOLE = regionDocument(9)

function textOf(result: DocumentResult): string {
  if (!result.ok) throw new Error(result.refusal.kind)
  return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(result.value.body)
}
/** The rows as objects by header, with numbers read the way the dialect's reader would. */
function rowsOf(result: DocumentResult, dialect: (typeof CSV_DIALECTS)[number] = 'excel') {
  const [header = [], ...rows] = readCsv(textOf(result).replace(/^\ufeff/, ''), dialect === 'excel' ? ';' : ',')
  expect(rows.every((row) => row.length === header.length)).toBe(true)
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])))
}
/** Whole øre of what a Norwegian or an English spreadsheet reads; throws on thousands separators and the like. */
function oreOf(cell: string | undefined): number {
  const [, sign, kroner, ore] = /^(-?)(\d+)[.,](\d\d)$/.exec(cell ?? '') ?? []
  if (kroner === undefined) throw new TypeError(`no amount: ${cell}`)
  return Number(`${sign}${kroner}${ore}`)
}

describe('CSV of an avregning', () => {
  it.each(CSV_DIALECTS)('reads back to the same amounts as %s', (dialect) => {
    fc.assert(
      fc.property(partyDocuments, (document) => {
        const [line] = document.run.lines
        const rows = rowsOf(writeAvregningCsv(document, dialect), dialect)
        const [first] = rows.filter((row) => row['Rad'] === 'linje')
        expect([
          oreOf(first?.['Fast del']),
          oreOf(first?.['Tomme senger']),
          oreOf(first?.['Bruk']),
          oreOf(first?.['Lavbruksjustering']),
          oreOf(first?.['Beløp']),
          oreOf(first?.['Rettinger']),
          oreOf(first?.['À konto']),
          oreOf(first?.['Netto']),
        ]).toEqual(
          [
            line?.fixedOre,
            line?.emptyBedsOre,
            line?.useOre,
            line?.lowUseAdjustmentOre,
            line?.amountOre,
            line?.correctionsOre,
            line?.onAccountOre,
            line?.netOre,
          ].map((amount) => (amount === 0 ? 0 : amount)),
        )
        const deltas = rows.filter((row) => row['Rad'] === 'retting').map((row) => oreOf(row['Endring']))
        expect(deltas.reduce((sum, delta) => sum + delta, 0)).toBe(line?.correctionsOre)
        for (const cell of rows.flatMap((row) => [row['Navn'], row['Merknad']]))
          expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
      }),
    )
  })

  it('is what Norwegian Excel opens by a double click', () => {
    const text = textOf(writeAvregningCsv(WHOLE, 'excel'))
    expect(text.startsWith('\ufeffRad;Avtale;')).toBe(true)
    expect(text).toContain('\r\n')
    expect(text).toMatch(/;-?\d+,\d\d;/)
    expect(text).not.toMatch(/\d\.\d\d;/)
  })

  it('is what RFC 4180 says for machines', () => {
    const text = textOf(writeAvregningCsv(WHOLE, 'rfc4180'))
    expect(text.startsWith('Rad,Avtale,')).toBe(true)
    expect(text).toMatch(/,-?\d+\.\d\d,/)
  })

  it.each(['=1+1', '+47', '-1', '@x', '\t=1', '\r=1', '\u0000=1', '\uff1d1', ' =1'])(
    'makes no formula of %j',
    (name) => {
      const parties = { ...WHOLE.parties, [FAUSKE]: contact(FAUSKE, { name }) }
      const cells = rowsOf(writeAvregningCsv({ ...WHOLE, parties })).map((row) => row['Navn'])
      expect(cells.find((cell) => cell?.startsWith("'"))).toBeDefined()
      expect(cells.filter((cell) => /^[\s=+\-@\uff1d]/.test(cell ?? ''))).toEqual([])
    },
  )

  it('shows a party its own rows only', () => {
    const rows = rowsOf(
      writeAvregningCsv({ ...WHOLE, disputes: [disputeOf({}), disputeOf({ partyId: HF })], party: FAUSKE }),
    )
    expect(new Set(rows.map((row) => row['Part']))).toEqual(new Set([FAUSKE]))
    expect(new Set(rows.map((row) => row['Rad']))).toEqual(
      new Set(['linje', 'retting', 'døgn inn', 'åpen innsigelse', 'døgn']),
    )
    expect(new Set(rowsOf(writeAvregningCsv(WHOLE)).map((row) => row['Part'])).size).toBe(11)
  })

  it('never tells a stay by its id', () => {
    expect(textOf(writeAvregningCsv(WHOLE))).not.toContain('stay_')
  })

  it('writes a fraction of a døgn as a decimal, never as what a spreadsheet takes for a date', () => {
    const [line, ...others] = WHOLE.run.lines
    const run = line ? { ...WHOLE.run, lines: [{ ...line, betalingsdogn: '5/72' }, ...others] } : WHOLE.run
    expect(rowsOf(writeAvregningCsv({ ...WHOLE, run }))[0]?.['Betalingsdøgn']).toBe('0,069444')
  })

  it('has a telling name, and says when it is a draft', () => {
    const nameOf = (document: AvregningDocument) => {
      const result = writeAvregningCsv(document)
      return result.ok ? result.value.fileName : result.refusal.kind
    }
    expect(nameOf({ ...WHOLE, party: HOST })).toBe('avregning-salten-felles-dognenhet-2026-10-k-1804.csv')
    expect(nameOf({ ...WHOLE, run: { ...WHOLE.run, state: 'draft' } })).toBe(
      'avregning-salten-felles-dognenhet-2026-10-alle-utkast.csv',
    )
    expect(nameOf({ ...WHOLE, party: 'k-0301' as PartyId })).toBe('party-not-in-avregning')
  })

  it('gives the same bytes whatever order the facts come in', () => {
    const { run } = WHOLE
    const turned = { ...WHOLE, run: { ...run, lines: run.lines.toReversed() }, nights: WHOLE.nights.toReversed() }
    expect(writeAvregningCsv(turned)).toEqual(writeAvregningCsv(WHOLE))
    expect(writeAvregningKostra(turned)).toEqual(writeAvregningKostra(WHOLE))
  })
})

describe('KOSTRA lines of an avregning', () => {
  it('post in the host’s books what each other party owes', () => {
    const rows = rowsOf(writeAvregningKostra(WHOLE))
    const owed = WHOLE.run.lines.filter((line) => line.partyId !== HOST).reduce((sum, line) => sum + line.netOre, 0)
    expect(rows.reduce((sum, row) => sum + Number(row['Beløp i øre']), 0)).toBe(-owed)
    expect(rows.find((row) => row['Motpart'] === '983974910')).toMatchObject({
      Ansvar: '3210',
      Funksjon: '256',
      Art: '700',
      'Beløp i øre': String(-(WHOLE.run.lines.find((line) => line.partyId === HF)?.netOre ?? 0)),
      Periode: '2026-10',
      Bilagsref: 'AVR-202610-5e0d7a91c3b8',
    })
    expect(rows.filter((row) => row['Gjelder'] === '2026-09')).toMatchObject([
      { Art: '750', 'Beløp i øre': '-1250050' },
    ])
    expect(rows.some((row) => row['Motpart navn'] === 'Bodø kommune')).toBe(false)
  })

  it('post in a party’s books what it owes the host', () => {
    const rows = rowsOf(writeAvregningKostra({ ...WHOLE, party: FAUSKE }))
    const line = WHOLE.run.lines.find(({ partyId }) => partyId === FAUSKE)
    expect(rows.reduce((sum, row) => sum + Number(row['Beløp i øre']), 0)).toBe(line?.netOre)
    expect(new Set(rows.map((row) => `${row['Art']} ${row['Motpart navn']}`))).toEqual(new Set(['350 Bodø kommune']))
    expect(rows[0]?.['Merknad']).toContain('Åpen innsigelse: feil datoer')
  })

  it('leave empty what the agreement does not name, and do not guess an art', () => {
    const [row] = rowsOf(writeAvregningKostra({ ...WHOLE, kostra: null, party: FAUSKE }))
    expect([row?.['Ansvar'], row?.['Funksjon'], row?.['Art']]).toEqual(['', '256', ''])
  })

  it('are the host’s own when the host asks, marked while they are a draft, and not for an HF', () => {
    expect(rowsOf(writeAvregningKostra({ ...WHOLE, party: HOST }))).toEqual(rowsOf(writeAvregningKostra(WHOLE)))
    const draft = { ...WHOLE, run: runOf({ ...WHOLE.run, state: 'draft' }) }
    expect(rowsOf(writeAvregningKostra(draft))[0]?.['Bilagsref']).toMatch(/^UTKAST-/)
    expect(writeAvregningKostra({ ...WHOLE, party: HF })).toEqual({
      ok: false,
      refusal: { kind: 'kostra-for-kommuner-only' },
    })
  })
})
