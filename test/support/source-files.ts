import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** TypeScript files below the folders, as paths from the project's root with forward slashes. */
export function sourceFiles(folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
      .sort(),
  )
}

export const readSource = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

/** What a file imports, static and dynamic, as written. */
export const importsOf = (file: string): readonly string[] =>
  [...readSource(file).matchAll(/(?:from\s+|import\(\s*|import\s+)'([^']+)'/g)].map((match) => match[1] ?? '')

/** The file without comments and strings, for rules about code. */
export const codeOf = (file: string): string =>
  readSource(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
