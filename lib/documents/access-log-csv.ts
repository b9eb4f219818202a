import type { AccessRecord } from '../domain/access/access-record.ts'
import type { CsvDialect } from '../domain/avregning/export-format.ts'
import { csvTable } from './csv-table.ts'

const HEADER = [
  'tidspunkt (UTC)',
  'operasjon',
  'resultat',
  'årsak',
  'rolle',
  'for',
  'formål',
  'orgnr',
  'klient',
  'pseudonym',
  'hva',
  'korrelasjons-id',
]

/** The access log as an auditor takes it away: one line per record, the code words as they stand. */
export const accessLogCsv = (lines: readonly AccessRecord[], dialect: CsvDialect): Uint8Array =>
  csvTable(
    HEADER,
    lines.map((line) => [
      line.at,
      line.operation,
      line.result,
      line.problem && [line.problem, line.cause].filter(Boolean).join(' '),
      line.role,
      line.org,
      line.purpose,
      line.orgnr,
      line.clientId,
      line.subject,
      Object.entries(line.what)
        .map(([name, value]) => `${name}=${value}`)
        .join(' '),
      line.correlationId,
    ]),
    dialect,
  )
