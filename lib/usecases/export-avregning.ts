import { composeAvregningDocument, type DocumentFile, type DocumentRefusal } from '../documents/avregning-document.ts'
import { invoiceIdOf } from '../documents/avregning-ehf.ts'
import { EXPORTS } from '../documents/export-avregning.ts'
import type { CsvDialect, ExportFormat } from '../domain/avregning/export-format.ts'
import { partsOf } from '../domain/avregning/month-facts.ts'
import type { Viewer } from '../domain/avregning/view-run.ts'
import type { PartyId } from '../domain/ids.ts'
import type { Month } from '../kernel/oslo-date.ts'
import { type Result, refused } from '../kernel/result.ts'

import { type AgreementBook, getPicture, getResult } from '../store/avregning-store.ts'
import { disputesOf, standingRun } from './avregning-answer.ts'
import type { Deps } from './deps.ts'
import { type NotReadable, type NotRun, openRun, type ReadAt } from './show-avregning.ts'

type Ask = ReadAt & {
  readonly month: Month
  readonly format: ExportFormat
  readonly dialect: CsvDialect
  readonly party: PartyId | null
}

/** The month as a file. A party gets its own; the host gets all of it, or one party's as the party will see it. */
export async function exportAvregning(
  deps: Deps,
  ask: Ask,
): Promise<Result<DocumentFile, NotReadable | NotRun | DocumentRefusal>> {
  const opened = await openRun(deps, ask)
  if (!opened.ok) return opened
  const { book, viewer, head } = opened.value
  const party = ask.party ?? (viewer === 'host' ? null : viewer)
  if (viewer !== 'host' && party !== viewer) return refused({ kind: 'forbidden' })
  const { result } = await getResult(deps.store, book.agreementId, head)
  const { dogn } = await getPicture(deps.store, book.agreementId, head)
  const inForce = versionIn(book, ask.month)
  const document = composeAvregningDocument({
    run: standingRun(result, head),
    agreement: inForce.agreement,
    version: inForce.version,
    dogn,
    disputes: disputesOf(book, ask.month, disputesSeenBy(viewer, party)),
    earlierInvoices: result.corrections
      .filter(({ partyId }) => partyId === party)
      .map(({ month, partyId }) => invoiceIdOf(book.agreementId, month, partyId)),
    party,
  })
  return EXPORTS[ask.format](document, ask.dialect)
}

/** One party's file carries that party's disputes only, whoever asks for it. */
const disputesSeenBy = (viewer: Viewer, party: PartyId | null): Viewer => party ?? viewer

/** The version in force at the end of the month; a month without any goes by the newest. */
function versionIn({ versions }: AgreementBook, month: Month): AgreementBook['versions'][number] {
  const last = partsOf({ month, versions }).at(-1)
  const inForce = versions.find(({ version }) => version === last?.version) ?? versions.at(-1)
  if (!inForce) throw new RangeError('an agreement has versions')
  return inForce
}
