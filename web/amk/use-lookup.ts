import { useMemo, useRef } from 'preact/hooks'
import type { AnswerOf, AskOf } from '../../lib/contract/routes.ts'
import { usePolled } from '../api/use-polled.ts'
import { type Ask, inQuery, positionOf, type Row } from './ask.ts'
import { sameRows } from './same-rows.ts'

/** The whole region changes little: it tells where kommuner lie, and whom to ring. */
const REGION_MS = 60_000
const ANY_KOMMUNE = '1804'
const NO_ROWS: readonly Row[] = []

/** Every unit there is, and where the one asked for stands among them, looked at again and again. */
export function useLookup({ asker, service, needs }: Ask) {
  const region = usePolled('find-beds', { query: { kommune: ANY_KOMMUNE } }, { everyMs: REGION_MS, keepAs: 'region' })
  const everyUnit = region.answer?.units ?? NO_ROWS
  const position = asker ? positionOf(asker, everyUnit) : null
  const query = asker && { ...asker.query, service, needs: needs.join(','), ...inQuery(position) }
  const lookup = usePolled('find-beds', query ? { query } : null, { followUp: repeatLookup, keepAs: 'lookup' })
  const shown = useRef(NO_ROWS)
  const rows = useMemo(() => {
    shown.current = sameRows(shown.current, lookup.answer?.units ?? NO_ROWS)
    return shown.current
  }, [lookup.answer])
  return { everyUnit, position, rows, lookup, contact: asker ? lookup : region }
}

/** One search is one lookup, however often it is looked at. */
const repeatLookup = ({ query }: AskOf<'find-beds'>, { lookupId }: AnswerOf<'find-beds'>): AskOf<'find-beds'> => ({
  query: { ...query, lookupId },
})
