import type { Standing } from '../parts/use-intent.ts'
import { useIntent } from '../parts/use-intent.ts'
import type { Agreement, Entry, SavedList, UnitNames } from './entry.ts'

/** What a question about one entry of the list must know. */
export type EntryQuestion = {
  readonly agreement: Agreement
  readonly saved: SavedList
  readonly names: UnitNames
  readonly onSaved: () => void
  readonly onClose: () => void
}

/** Saves the list with its entries as they are to be, after the version that is shown. */
export function useSaveList(
  agreementId: string,
  { onSaved, onClose }: Pick<EntryQuestion, 'onSaved' | 'onClose'>,
): {
  readonly standing: Standing<'put-access-list'>
  readonly save: (saved: SavedList, entries: readonly Entry[]) => void
} {
  const { standing, start } = useIntent('put-access-list', () => {
    onClose()
    onSaved()
  })
  return {
    standing,
    save: ({ version }, entries) =>
      start({ params: { agreementId }, body: { entries: [...entries] } }, version ?? 'absent'),
  }
}
