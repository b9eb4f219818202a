export const EXPORT_FORMATS = ['csv', 'xlsx', 'pdf', 'ehf', 'kostra'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** `excel`: Norwegian Excel (semicolon, decimal comma, BOM). `rfc4180`: comma and decimal point, for machines. */
export const CSV_DIALECTS = ['excel', 'rfc4180'] as const
export type CsvDialect = (typeof CSV_DIALECTS)[number]
