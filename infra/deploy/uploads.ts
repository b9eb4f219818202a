import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { cacheControlOf, FILE_TYPES, isNamedByContent } from '../page-answers.ts'

export type Upload = {
  readonly file: string
  readonly key: string
  readonly contentType: string
  readonly cacheControl: string
}

/**
 * The app's files in the order in which they are laid out: first those that nothing names yet, last the page that names
 * them. Nothing is taken away: a tab that is open still finds its parts.
 */
export function uploadsOf(dir: string): readonly Upload[] {
  const uploads = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const contentType = FILE_TYPES[extname(entry.name)]
      if (contentType === undefined) return []
      const file = join(entry.parentPath, entry.name)
      const path = file.slice(dir.length)
      return [{ file, key: path.slice(1), contentType, cacheControl: cacheControlOf(path) }]
    })
  const isLate = ({ key }: Upload) => !isNamedByContent(`/${key}`)
  return [...uploads.filter((upload) => !isLate(upload)), ...uploads.filter(isLate)]
}
