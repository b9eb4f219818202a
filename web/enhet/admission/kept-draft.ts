import { onSessionChange, session } from '../../session/session.ts'
import type { Draft } from './draft.ts'

/**
 * What was written and not sent, for whoever looks at the board in between. In the page's memory alone: a patient's
 * answers are never stored in the browser, and go when somebody signs out.
 */
let kept: { readonly key: string; readonly draft: Draft } | undefined

export const keptDraft = (key: string): Draft | undefined => (kept?.key === key ? kept.draft : undefined)

export function keepDraft(key: string, draft: Draft | undefined): void {
  kept = draft && { key, draft }
}

/** An admission belongs to the unit, to where it began, and to the role that wrote it. */
export const draftKey = (unitId: string, item: string | undefined): string =>
  [unitId, item ?? '', session()?.role ?? ''].join(' ')

onSessionChange(() => {
  if (!session()) kept = undefined
})
