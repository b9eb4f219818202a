import type { AskOf } from '../../lib/contract/routes.ts'
import { call, type Reply } from './call.ts'
import type { Problem } from './problem.ts'

export type Download =
  | { readonly kind: 'saved'; readonly fileName: string }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'unreachable' }

/** A file takes longer to make than an answer. */
const PATIENCE_MS = 60_000

/** Gives the browser what a file operation answered, under the name that the service gave it. */
export async function download<Op extends 'export-avregning' | 'export-access'>(
  operation: Op,
  ask: AskOf<Op>,
): Promise<Download> {
  const reply: Reply<'export-avregning' | 'export-access'> = await call(operation, ask, { patienceMs: PATIENCE_MS })
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
