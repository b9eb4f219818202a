import { agreementId } from '../contract/fields.ts'
import type { AnswerOf, QueryOf } from '../contract/routes.ts'
import { accessLogCsv } from '../documents/access-log-csv.ts'
import type { AccessRecord } from '../domain/access/access-record.ts'
import type { Actor } from '../domain/actor.ts'
import { firstDateOf, type Month, type OsloDate, plusDates, plusMonths } from '../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { type AccessRow, queryAccess } from '../store/access-log-store.ts'
import { findAgreement } from '../store/agreement-store.ts'
import type { Deps } from './deps.ts'

type Filters = Omit<QueryOf<'list-access'>, 'next'>

const PAGE = 500
/** As much as one answer can carry. */
const MOST_LINES = 10_000

/** A page of the month's records that the auditor may see, in the order of time. */
export async function listAccess(
  deps: Deps,
  auditor: Actor,
  { next: after, ...filters }: QueryOf<'list-access'>,
): Promise<Result<AnswerOf<'list-access'>, never>> {
  const rows: AccessRow[] = []
  for await (const row of recordsFor(deps, auditor, filters, after)) {
    if (rows.length === PAGE) return accepted({ records: recordsOf(rows), next: rows.at(-1)?.cursor ?? null })
    rows.push(row)
  }
  return accepted({ records: recordsOf(rows), next: null })
}

const recordsOf = (rows: readonly AccessRow[]) => rows.map(({ record }) => ({ ...record, what: { ...record.what } }))

/** The same as a file, whole. */
export async function exportAccess(
  deps: Deps,
  auditor: Actor,
  { dialect, ...filters }: QueryOf<'export-access'>,
): Promise<Result<AnswerOf<'export-access'>, { readonly kind: 'too-much-for-a-file'; readonly most: number }>> {
  const lines: AccessRecord[] = []
  for await (const { record } of recordsFor(deps, auditor, filters, undefined)) {
    if (lines.length === MOST_LINES) return refused({ kind: 'too-much-for-a-file', most: MOST_LINES })
    lines.push(record)
  }
  const date = filters.date === undefined ? filters.month : `${filters.month}-${filters.date}`
  return accepted({
    fileName: `tilgangslogg-${date}.csv`,
    contentType: 'text/csv; charset=utf-8',
    body: accessLogCsv(lines, dialect),
  })
}

async function* recordsFor(
  deps: Deps,
  auditor: Actor,
  filters: Filters,
  after: string | undefined,
): AsyncGenerator<AccessRow> {
  const isTheirs = await ownRecords(deps, auditor)
  for (const date of datesOf(filters)) {
    // A cursor begins with its date: what lies before it has been read.
    if (after !== undefined && date < after.slice(0, date.length)) continue
    const from = after?.startsWith(date) ? after : undefined
    for await (const row of queryAccess(deps.accessLog, date, from)) {
      if (isTheirs(row.record) && matches(row.record, filters)) yield row
    }
  }
}

/** An auditor whom an agreement lets in sees what concerns it: itself, and the units that it has. */
async function ownRecords({ store }: Deps, { org }: Actor): Promise<(record: AccessRecord) => boolean> {
  const own = agreementId.safeParse(org)
  if (!own.success) return () => true
  const units = new Set<string>((await findAgreement(store, own.data))?.agreement.units)
  return ({ what }) => what['agreementId'] === org || [what['unitId'], what['unit']].some((id) => id && units.has(id))
}

const matches = ({ what, ...record }: AccessRecord, filters: Filters): boolean =>
  [
    filters.unit === undefined || what['unitId'] === filters.unit || what['unit'] === filters.unit,
    filters.agreement === undefined || what['agreementId'] === filters.agreement,
    filters.role === undefined || record.role === filters.role,
    filters.orgnr === undefined || record.orgnr === filters.orgnr,
    filters.operation === undefined || record.operation === filters.operation,
    filters.result === undefined || record.result === filters.result,
  ].every(Boolean)

function datesOf({ month, date }: { readonly month: Month; readonly date?: string | undefined }): readonly OsloDate[] {
  const [first, end] = [firstDateOf(month), firstDateOf(plusMonths(month, 1))]
  const dates: OsloDate[] = []
  for (let each = first; each < end; each = plusDates(each, 1)) dates.push(each)
  return date === undefined ? dates : dates.filter((each) => each.endsWith(`-${date}`))
}
