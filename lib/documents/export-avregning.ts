import type { CsvDialect, ExportFormat } from '../domain/avregning/export-format.ts'
import type { AvregningDocument, DocumentResult } from './avregning-document.ts'

type Write = (document: AvregningDocument, dialect?: CsvDialect) => Promise<DocumentResult>

/**
 * The avregning in the format that was asked for. Each writer is loaded when it is first needed: the PDF's library alone
 * takes longer to start than all the other answers of its Lambda.
 */
export const EXPORTS: Readonly<Record<ExportFormat, Write>> = {
  csv: async (document, dialect) => (await import('./avregning-csv.ts')).writeAvregningCsv(document, dialect),
  xlsx: async (document) => (await import('./avregning-xlsx.ts')).writeAvregningXlsx(document),
  pdf: async (document) => (await import('./avregning-pdf.ts')).writeAvregningPdf(document),
  ehf: async (document) => (await import('./avregning-ehf.ts')).writeAvregningEhf(document),
  kostra: async (document, dialect) => (await import('./avregning-kostra.ts')).writeAvregningKostra(document, dialect),
}
