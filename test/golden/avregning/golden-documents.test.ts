import { expect, it } from 'vitest'
import { type AvregningDocument, composeAvregningDocument } from '../../../lib/documents/avregning-document.ts'
import { EXPORTS } from '../../../lib/documents/export-avregning.ts'
import { computeMonth } from '../../../lib/domain/avregning/compute-month.ts'
import type { PartyId } from '../../../lib/domain/ids.ts'
import type { Instant } from '../../../lib/kernel/instant.ts'
import { readCsv } from '../../support/csv-rows.ts'
import { contact, ehfSettings, kostraSettings } from '../../support/document-world.ts'
import { brokenEhfRules } from '../../support/ehf-rules.ts'
import { readPdf } from '../../support/pdf-text.ts'
import { calculate, readWorkbook } from '../../support/workbook-cells.ts'
import { parseXml, textAt } from '../../support/xml-tree.ts'
import { type GoldenRun, listGoldenCases, readGoldenCase } from './read-golden-case.ts'
import { factsOf, runOf } from './run-golden-case.ts'

function documentOf(golden: GoldenRun, earlier?: GoldenRun): AvregningDocument {
  const facts = factsOf(golden)
  const last = facts.versions.at(-1)
  if (!last) throw new RangeError('a golden month has an agreement')
  const result = runOf(golden, earlier)
  const at = '2030-01-02T08:00:00.000Z' as Instant
  const agreement = {
    ...last.agreement,
    finance: { ...last.agreement.finance, ehf: ehfSettings, kostra: kostraSettings },
  }
  const document = composeAvregningDocument({
    run: { ...result, state: 'locked', computedAt: at, lockedAt: at, approvals: [] },
    agreement,
    version: last.version,
    dogn: computeMonth(facts).dogn,
    disputes: [],
    earlierInvoices: [],
    party: null,
  })
  const named = Object.keys(document.parties).map((id) => [id, contact(id as PartyId)])
  return { ...document, parties: Object.fromEntries(named) }
}

async function bytesOf(format: keyof typeof EXPORTS, document: AvregningDocument): Promise<Uint8Array> {
  const result = await EXPORTS[format](document)
  if (!result.ok) throw new Error(result.refusal.kind)
  return result.value.body
}
const decoded = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const oreOf = (kroner: string | undefined) => Math.round(Number(kroner?.replace(',', '.')) * 100)

async function expectFiles(document: AvregningDocument): Promise<void> {
  const { lines } = document.run
  const netOre = lines.reduce((sum, line) => sum + line.netOre, 0)

  const [header = [], ...rows] = readCsv(decoded(await bytesOf('csv', document)).replace(/^\ufeff/, ''), ';')
  const nets = rows.filter(([kind]) => kind === 'linje').map((row) => oreOf(row[header.indexOf('Netto')]))
  expect(nets).toHaveLength(lines.length)
  expect(nets.reduce((sum, ore) => sum + ore, 0)).toBe(netOre)

  for (const sheet of readWorkbook(await bytesOf('xlsx', document)))
    for (const { formula, value } of sheet.cells.values())
      if (formula) expect(calculate(formula, sheet)).toBeCloseTo(Number(value), 6)

  const pdf = readPdf(await bytesOf('pdf', document))
  expect(pdf.untagged).toEqual([])
  expect(pdf.text).not.toMatch(/NaN|undefined|\ufffd/)

  const own = await bytesOf('pdf', { ...document, party: lines[0]?.partyId ?? null })
  expect(readPdf(own).text).toContain('Slik er tallet regnet ut')

  for (const partyId of new Set(lines.map((line) => line.partyId))) {
    const owed = lines.filter((line) => line.partyId === partyId).reduce((sum, line) => sum + line.netOre, 0)
    const ehf = await EXPORTS.ehf({ ...document, party: partyId })
    if (partyId === document.agreement.host) expect(ehf).toEqual({ ok: false, refusal: { kind: 'no-invoice-to-host' } })
    else if (owed === 0) expect(ehf).toEqual({ ok: false, refusal: { kind: 'nothing-to-invoice' } })
    else {
      const root = parseXml(decoded(ehf.ok ? ehf.value.body : new Uint8Array()))
      expect(brokenEhfRules(root)).toEqual([])
      expect(root.name).toBe(owed > 0 ? 'Invoice' : 'CreditNote')
      expect(oreOf(textAt(root, 'cac:LegalMonetaryTotal/cbc:PayableAmount'))).toBe(Math.abs(owed))
    }
  }
}

it.each(listGoldenCases())('the files of golden month %s', async (name) => {
  const golden = readGoldenCase(name)
  await expectFiles(documentOf(golden))
  if (golden.later) await expectFiles(documentOf(golden.later, golden))
})
