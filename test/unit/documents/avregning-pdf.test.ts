import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { bundleFile } from '../../../infra/bundle.ts'
import type { AvregningDocument } from '../../../lib/documents/avregning-document.ts'
import { writeAvregningPdf } from '../../../lib/documents/avregning-pdf.ts'
import { pageBreaks } from '../../../lib/documents/pdf-table.ts'
import type { PartyId } from '../../../lib/domain/ids.ts'
import {
  awkwardText,
  contact,
  disputeOf,
  HF,
  HOST,
  partyDocuments,
  regionDocument,
} from '../../support/document-world.ts'
import { readPdf } from '../../support/pdf-text.ts'

const FAUSKE = 'k-1841' as PartyId

async function bytesOf(document: AvregningDocument): Promise<Uint8Array> {
  const result = await writeAvregningPdf(document)
  if (!result.ok) throw new Error(result.refusal.kind)
  return result.value.body
}
const read = async (document: AvregningDocument) => readPdf(await bytesOf(document))

describe('PDF of an avregning', () => {
  it('says to a party what it owes, why, what was corrected and what is disputed', async () => {
    const { text, pages } = await read(regionDocument(9, FAUSKE))
    for (const said of [
      'Bodø kommune',
      'LÅST',
      'Avregning for oktober 2026: Fauske - Fuossko kommune',
      'Å betale',
      '73\u00a0085,82 kr',
      'Låst 3.\u00a0november 2026.',
      'Rettinger av låste måneder',
      '12\u00a0500,50',
      'feil datoer, 1 døgn i oktober 2026: Pasienten dro 4. oktober (svarfrist 16.11.2026)',
      'Slik er tallet regnet ut',
      '\u2212750,00 kr, med tak på',
      'For Fauske - Fuossko kommune',
      'Sted og dato',
      `Resultathash ${regionDocument(9).run.resultHash}`,
    ])
      expect(text).toContain(said.replaceAll('\u00a0', ' '))
    expect(text).not.toContain('Nordlandssykehuset')
    expect(pages).toBe(1)
    expect(text).toContain('Side 1 av 1')
  })

  it('says «Til gode» and «Gjort opp» where that is so', async () => {
    const document = regionDocument(9, FAUSKE)
    const settled = (onAccountOre: number, netOre: number) => ({
      ...document,
      run: { ...document.run, lines: document.run.lines.map((line) => ({ ...line, onAccountOre, netOre })) },
    })
    expect((await read(settled(99_000_000, -5))).text).toContain('Til gode 0,05 kr')
    expect((await read(settled(0, 0))).text).toContain('Gjort opp 0,00 kr')
  })

  it('repeats the header on every page of a long list, and shows Sámi letters', async () => {
    const { text, pages } = await read(regionDocument(80))
    expect(pages).toBeGreaterThan(3)
    expect(text.split('Betalingsdøgn Fast del').length - 1).toBeGreaterThan(2)
    expect(text.replaceAll(' ', '')).toContain('Kárášjohka')
    expect(text).toContain(`Side ${pages} av ${pages}`)
  })

  it('names the party of a dispute for the host, and has no field to sign on a draft', async () => {
    const whole = regionDocument(9)
    expect((await read({ ...whole, disputes: [disputeOf({ partyId: HF })] })).text).toContain(
      'Nordlandssykehuset HF: feil datoer',
    )
    expect((await read({ ...whole, disputes: [] })).text).toContain('Ingen.')
    const draft = await read({ ...whole, run: { ...whole.run, state: 'draft', lockedAt: null } })
    expect(draft.text).toContain('UTKAST')
    expect(draft.text).not.toContain('Sted og dato')
  })

  it('is tagged as PDF/UA asks: language, title, roles, headers with scope, nothing drawn outside a tag', async () => {
    const { source, roles, untagged } = await read(regionDocument(9))
    for (const mark of ['/Lang (nb-NO)', '/Marked true', '/DisplayDocTitle true', '/StructTreeRoot'])
      expect(source).toContain(mark)
    expect(source).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect(new Set(roles)).toEqual(new Set(['Document', 'H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD']))
    expect(source.match(/\/S \/TH/g)?.length).toBe(source.match(/\/Scope \/(Row|Column)/g)?.length)
    expect(source).not.toMatch(/\/Subtype \/Type1\b/)
    expect(untagged).toEqual([])
  })

  it('takes any name and any text', async () => {
    await fc.assert(
      fc.asyncProperty(awkwardText, awkwardText, partyDocuments, async (name, detail, document) => {
        const parties = { ...document.parties, [HOST]: contact(HOST, { name }) }
        const disputes = document.party ? [disputeOf({ partyId: document.party, detail })] : []
        expect((await read({ ...document, parties, disputes })).untagged).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('is byte for byte the same on another day', async () => {
    onTestFinished(() => void vi.useRealTimers())
    const first = await bytesOf(regionDocument(40))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000 })
    expect(Buffer.compare(first, await bytesOf(regionDocument(40)))).toBe(0)
  })

  it('is the same from a bundle, which has no folder to read fonts from', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'trekkspill-pdf-'))
    try {
      const bundle = join(folder, 'index.mjs')
      await bundleFile('lib/documents/avregning-pdf.ts', bundle)
      const document = regionDocument(9, FAUSKE)
      const script = `
        const { writeAvregningPdf } = await import(${JSON.stringify(pathToFileURL(bundle).href)})
        const { value } = await writeAvregningPdf(${JSON.stringify(document)})
        process.stdout.write(Buffer.from(value.body).toString('base64'))`
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
        cwd: folder,
        maxBuffer: 10_000_000,
      })
      expect(Buffer.compare(Buffer.from(stdout, 'base64'), await bytesOf(document))).toBe(0)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('page breaks of a table', () => {
  it('come where a row no longer fits, and leave three rows or more for the last page', () => {
    expect([...pageBreaks([10, 10, 10, 10], 100, 100)]).toEqual([])
    expect([
      ...pageBreaks(
        Array.from({ length: 11 }, () => 10),
        100,
        100,
      ),
    ]).toEqual([8])
    expect([
      ...pageBreaks(
        Array.from({ length: 25 }, () => 10),
        100,
        100,
      ),
    ]).toEqual([10, 20])
    expect([...pageBreaks([10, 10, 90, 90], 25, 100)]).toEqual([2, 3])
  })
})
