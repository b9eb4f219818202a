import type { AskOf, Operation } from '../../lib/contract/routes.ts'
import { signOut, token } from '../session/session.ts'
import { send } from './call.ts'
import { type Problem, readProblem } from './problem.ts'

export type Download =
  | { readonly kind: 'saved'; readonly fileName: string }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'unreachable' }

/** A file takes longer to make than an answer. */
const PATIENCE_MS = 60_000

/** Fetches a file as whoever is signed in, and gives it to the browser under the name that the service gave it. */
export async function download<Op extends Operation>(operation: Op, ask: AskOf<Op>): Promise<Download> {
  try {
    const response = await send(token(), operation, ask, { patienceMs: PATIENCE_MS })
    if (!response.ok) {
      const problem = await readProblem(response)
      if (response.status === 401) signOut('expired')
      return problem ? { kind: 'problem', problem } : { kind: 'unreachable' }
    }
    const fileName = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'fil'
    saveFile(await response.blob(), fileName)
    return { kind: 'saved', fileName }
  } catch {
    return { kind: 'unreachable' }
  }
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
