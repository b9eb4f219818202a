import { useEffect, useState } from 'preact/hooks'
import { useUnsaved } from '../shell/leaving.ts'
import { type Change, changedByBoth, changesBetween, mergeOnto } from './compare-versions.ts'
import type { Form, NamedFault } from './form.tsx'
import { withValue } from './pointer.ts'

export type Saved<Body> = { readonly version: number; readonly body: Body }

export type Editing<Body> = {
  readonly draft: Body
  /** What was there when the editing began, and what the save is to follow. */
  readonly base: Saved<Body>
  readonly changes: readonly Change[]
  /** A newer version that somebody else has saved meanwhile, and what it changed. */
  readonly theirs: { readonly version: number; readonly changes: readonly Change[] } | undefined
  /** What both had changed when theirs was taken in. */
  readonly both: readonly Change[]
  readonly form: (faults: readonly NamedFault[]) => Form
  readonly setDraft: (draft: Body) => void
  readonly reset: () => void
  readonly takeTheirs: () => void
  readonly saved: (next: Saved<Body>) => void
}

/** A body in the hands of somebody, held against what is saved as that moves on. */
export function useEditing<Body>(newest: Saved<Body>): Editing<Body> {
  const [base, setBase] = useState(newest)
  const [draft, setDraft] = useState(newest.body)
  const [both, setBoth] = useState<readonly Change[]>([])
  const changes = changesBetween(base.body, draft)
  const begin = (from: Saved<Body>) => {
    setBase(from)
    setDraft(from.body)
    setBoth([])
  }
  const isNewer = newest.version > base.version
  useUnsaved(changes.length > 0)
  useEffect(() => {
    // Nothing of one's own to lose: simply look at what is there now.
    if (isNewer && changes.length === 0) begin(newest)
  }, [newest.version])
  return {
    draft,
    base,
    changes,
    both,
    theirs:
      isNewer && changes.length > 0
        ? { version: newest.version, changes: changesBetween(base.body, newest.body) }
        : undefined,
    form: (faults) => ({
      draft,
      faults,
      set: (pointer, value) => setDraft((before) => withValue(before, pointer, value)),
    }),
    setDraft,
    reset: () => begin(isNewer ? newest : base),
    takeTheirs: () => {
      setBoth(changedByBoth(newest.body, base.body, draft))
      // Two bodies of one shape merge into one of that shape.
      setDraft(mergeOnto(newest.body, base.body, draft) as Body)
      setBase(newest)
    },
    saved: begin,
  }
}
