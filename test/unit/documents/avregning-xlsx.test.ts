import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { AvregningDocument } from '../../../lib/documents/avregning-document.ts'
import { writeAvregningXlsx } from '../../../lib/documents/avregning-xlsx.ts'
import type { PartyId } from '../../../lib/domain/ids.ts'
import { readCsv } from '../../support/csv-rows.ts'
import {
  awkwardText,
  contact,
  disputeOf,
  HF,
  HOST,
  partyDocuments,
  regionDocument,
} from '../../support/document-world.ts'
import { calculate, type ReadSheet, readWorkbook } from '../../support/workbook-cells.ts'

const FAUSKE = 'k-1841' as PartyId
const WHOLE = regionDocument(9)
const SOFFICE = (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'soffice')))

async function bytesOf(document: AvregningDocument): Promise<Uint8Array> {
  const result = await writeAvregningXlsx(document)
  if (!result.ok) throw new Error(result.refusal.kind)
  return result.value.body
}
const read = async (document: AvregningDocument) => readWorkbook(await bytesOf(document))
const sheet = (sheets: readonly ReadSheet[], name: string): ReadSheet => {
  const found = sheets.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`no sheet ${name} among ${sheets.map((one) => one.name)}`)
  return found
}
const textsOf = ({ cells }: ReadSheet) => [...cells.values()].map((cell) => cell.value)

describe('XLSX of an avregning', () => {
  it('has the overview, a sheet of nights per party, corrections, disputes and the working', async () => {
    const names = (await read(WHOLE)).map(({ name }) => name)
    expect(names).toHaveLength(1 + 11 + 3)
    expect([names[0], ...names.slice(-3)]).toEqual([
      'Oversikt',
      'Rettinger',
      'Innsigelser',
      'Slik er tallene regnet ut',
    ])
    expect(names).toContain('Nordlandssykehuset HF')
  })

  it('carries the right result with every formula, whatever the month', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(partyDocuments, fc.constant(WHOLE)), async (document) => {
        for (const one of await read(document))
          for (const [name, { formula, value, format }] of one.cells) {
            if (formula === null) continue
            expect(`${name} ${calculate(formula, one).toFixed(6)}`).toBe(`${name} ${Number(value).toFixed(6)}`)
            expect(format).toMatch(/^(#,##0\.00|0\.####)$/)
          }
      }),
      { numRuns: 40 },
    )
  })

  it('sums to the run, and proves that the parties carry the cost', async () => {
    const overview = sheet(await read(WHOLE), 'Oversikt')
    const rows = WHOLE.run.lines.length
    const total = 9 + rows + 1
    const netOre = WHOLE.run.lines.reduce((sum, line) => sum + line.netOre, 0)
    expect(overview.cells.get(`A${total}`)?.value).toBe('Sum')
    expect(overview.cells.get(`N${total}`)).toMatchObject({ value: netOre / 100, formula: `SUM(N10:N${9 + rows})` })
    expect(overview.cells.get(`K${total + 1}`)).toMatchObject({ value: 0 })
    expect(overview.cells.get('B7')?.value).toBe(WHOLE.run.resultHash)
  })

  it('has typed cells: dates as dates, amounts as money, texts as texts', async () => {
    const parties = { ...WHOLE.parties, [FAUSKE]: contact(FAUSKE, { name: '=HYPERLINK("x")' }) }
    const sheets = await read({ ...WHOLE, parties })
    const nights = sheets[1]
    expect(nights?.cells.get('A3')).toEqual({ value: 46306, formula: null, format: 'dd.mm.yyyy' })
    expect(nights?.cells.get('E5')).toEqual({ value: 0.5, formula: null, format: '0.####' })
    expect(textsOf(sheet(sheets, 'Oversikt'))).toContain('=HYPERLINK("x")')
    for (const one of sheets)
      for (const { formula } of one.cells.values()) expect(formula ?? 'SUM').toMatch(/^(SUM|ROUND|[A-Z]+\d+[*+])/)
  })

  it('says how the numbers came about', async () => {
    const texts = textsOf(sheet(await read(WHOLE), 'Slik er tallene regnet ut')).join('\n')
    expect(texts).toContain('Det telles hver midnatt i seng. Vektet etter tjeneste ble det 251,4 døgn til sammen.')
    expect(texts).toMatch(/deler \([\d,]+ %\) av [\d\u00a0]+,\d\d kr er/)
  })

  it('shows a party its own only, and no stay by its id', async () => {
    const sheets = await read({ ...WHOLE, disputes: [disputeOf({}), disputeOf({ partyId: HF })], party: FAUSKE })
    expect(sheets.map(({ name }) => name)).toHaveLength(5)
    const texts = sheets.flatMap(textsOf).join('\n')
    expect(texts).not.toContain('Nordlandssykehuset')
    expect(texts).not.toContain('stay_')
    expect(texts).toContain('åpen')
  })

  it('names sheets as Excel allows, whatever the parties are called', async () => {
    await fc.assert(
      fc.asyncProperty(awkwardText, awkwardText, async (one, other) => {
        const parties = {
          ...WHOLE.parties,
          [FAUSKE]: contact(FAUSKE, { name: one }),
          [HOST]: contact(HOST, { name: one }),
          [HF]: contact(HF, { name: other }),
        }
        const names = (await read({ ...WHOLE, parties })).map(({ name }) => name)
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
        for (const name of names) expect(name).toMatch(/^(?!')[^[\]:*?/\\]{1,31}(?<!')$/)
      }),
      { numRuns: 30, examples: [['\u0000', '\u{10fffe}!']] },
    )
  })

  it('is byte for byte the same on another day', async () => {
    onTestFinished(() => void vi.useRealTimers())
    const first = await bytesOf(WHOLE)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000 })
    expect(Buffer.compare(first, await bytesOf(WHOLE))).toBe(0)
  })

  it.skipIf(!SOFFICE)('is calculated to the same sums by LibreOffice (skipped where there is no soffice)', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'trekkspill-xlsx-'))
    try {
      const bytes = await bytesOf(WHOLE)
      await writeFile(join(folder, 'bok.xlsx'), bytes)
      const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
      await promisify(execFile)('soffice', [
        profile,
        '--headless',
        '--convert-to',
        filter,
        '--outdir',
        folder,
        join(folder, 'bok.xlsx'),
      ])
      const files = (await readdir(folder)).filter((name) => name.endsWith('.csv'))
      expect(files).toHaveLength(15)
      const seen = async (name: string) =>
        readCsv((await readFile(join(folder, `bok-${name}.csv`), 'utf8')).replaceAll('\n', '\r\n'), ',')
      const overview = await seen('Oversikt')
      const total = overview.find(([first]) => first === 'Sum')
      const amounts = [
        'fixedOre',
        'emptyBedsOre',
        'useOre',
        'lowUseAdjustmentOre',
        'amountOre',
        'correctionsOre',
        'onAccountOre',
        'netOre',
      ] as const
      expect(total?.slice(6, 14).map((cell) => Math.round(Number(cell) * 100))).toEqual(
        amounts.map((key) => WHOLE.run.lines.reduce((sum, line) => sum + line[key], 0)),
      )
      expect(Number((await seen('Nordlandssykehuset HF')).at(-1)?.[4])).toBe(2.5)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
