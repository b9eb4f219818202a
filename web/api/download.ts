import type { AskOf } from '../../lib/contract/routes.ts'
import { call } from './call.ts'
import type { Problem } from './problem.ts'

export type Download =
  | { readonly kind: 'saved'; readonly fileName: string }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'unreachable' }

/** A file takes longer to make than an answer. */
const PATIENCE_MS = 60_000

/** Fetches the month's file as whoever is signed in, and gives it to the browser under the name that the service gave it. */
export async function download(ask: AskOf<'export-avregning'>): Promise<Download> {
  const reply = await call('export-avregning', ask, { patienceMs: PATIENCE_MS })
  if (reply.kind === 'problem') return reply
  if (reply.kind !== 'answer') return { kind: 'unreachable' }
  const { fileName, contentType, body } = reply.value
  saveFile(new Blob([new Uint8Array(body)], { type: contentType }), fileName)
  return { kind: 'saved', fileName }
}

/** Gives a file to the browser, which keeps it under that name. */
export function saveFile(file: Blob, fileName: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The browser has taken hold of it by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 0)
}
