import type { Rollup } from 'vite'

type Known = { readonly getModuleInfo: (id: string) => Pick<Rollup.ModuleInfo, 'importedIds'> | null }

/**
 * All that the app and the dispatcher's page have in common, in one file: left to itself the build cuts it into ten, and
 * a slow machine takes longer to ask for ten than to read them. What only other pages use stays with those.
 */
export function sharedFile(app: string, dispatcherPage: string, own: string) {
  let common: ReadonlySet<string> | undefined
  return {
    debugName: 'shared-file',
    name: (id: string, known: Known): string | null => {
      common ??= new Set([...reachedFrom(app, known), ...[...reachedFrom(dispatcherPage, known)].filter(isCommon)])
      return common.has(id) && id !== app ? 'shared' : null
    },
  }
  function isCommon(id: string): boolean {
    return !id.startsWith(own)
  }
}

/** The module and all that it cannot run without. */
function reachedFrom(id: string, known: Known, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(id)) return seen
  seen.add(id)
  for (const part of [...(known.getModuleInfo(id)?.importedIds ?? [])]) reachedFrom(part, known, seen)
  return seen
}
