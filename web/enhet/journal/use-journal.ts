import { useEffect, useState } from 'preact/hooks'
import type { AnswerOf } from '../../../lib/contract/routes.ts'
import { call, type Reply } from '../../api/call.ts'
import type { Problem } from '../../api/problem.ts'

export type JournalEntry = AnswerOf<'read-journal'>['events'][number]
const PAGE = 200
/** A unit's newest events are found from its board's version, which is the number of its last event. */
type Loaded = {
  readonly entries: readonly JournalEntry[]
  readonly problem: Problem | undefined
  readonly isLost: boolean
}
const NOTHING: Loaded = { entries: [], problem: undefined, isLost: false }

/** The journal from its end backwards, a page at a time; what is new comes on top. */
export function useJournal(unitId: string, version: number | undefined) {
  const [loaded, setLoaded] = useState<Loaded>(NOTHING)
  const [isBusy, setBusy] = useState(false)
  const { entries } = loaded
  const oldest = entries.at(-1)?.seq
  const newest = entries[0]?.seq

  const load = async (after: number, limit: number) => {
    setBusy(true)
    const reply: Reply<'read-journal'> = await call('read-journal', {
      params: { unitId },
      query: { after: String(after), limit: String(limit) },
    })
    setBusy(false)
    setLoaded((before) => {
      if (reply.kind === 'answer')
        return { entries: merge(before.entries, reply.value.events), problem: undefined, isLost: false }
      return reply.kind === 'problem' ? { ...before, problem: reply.problem } : { ...before, isLost: true }
    })
  }
  useEffect(() => {
    if (version === undefined || isBusy || (newest !== undefined && newest >= version)) return
    const after = newest ?? Math.max(0, version - PAGE)
    void load(after, Math.min(1000, version - after))
  }, [unitId, version])
  return {
    ...loaded,
    isBusy,
    hasOlder: oldest !== undefined && oldest > 1,
    loadOlder: () => {
      if (oldest === undefined) return
      const after = Math.max(0, oldest - 1 - PAGE)
      void load(after, oldest - 1 - after)
    },
  }
}

/** Newest first, each once. */
function merge(known: readonly JournalEntry[], more: readonly JournalEntry[]): readonly JournalEntry[] {
  const bySeq = new Map([...known, ...more].map((entry) => [entry.seq, entry]))
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq)
}
