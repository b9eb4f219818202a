import { readFileSync } from 'node:fs'
import * as z from 'zod'

const Package = z.object({ version: z.string(), license: z.string().optional(), dev: z.boolean().optional() })
const Lockfile = z.object({ packages: z.record(z.string(), Package.partial()) })

/** Bundled into the browser's pages, though npm lists them as development dependencies: Vite has done its work by then. */
const BUNDLED_FOR_THE_BROWSER = ['preact', '@digdir/designsystemet-css']

/** Packages whose package.json names no licence; read from the licence file that they carry. */
const READ_FROM_THE_LICENCE_FILE: Readonly<Record<string, string>> = { 'png-js': 'MIT' }

/** A package that reaches a user: in a Lambda's bundle, in the browser's pages, or the embedded engine. */
export type ShippedPackage = { readonly name: string; readonly version: string; readonly licence: string }

/** What the lockfile says is shipped, by name; `licence` is an SPDX expression, or `ukjent`. */
export function shippedPackages(): readonly ShippedPackage[] {
  const { packages } = Lockfile.parse(
    JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')),
  )
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, found]) => ({
      ...found,
      name: path.split('node_modules/').at(-1) ?? path,
    }))
    .filter(({ name, dev, version }) => version !== undefined && (!dev || BUNDLED_FOR_THE_BROWSER.includes(name)))
    .map(({ name, version = '', license }) => ({
      name,
      version,
      licence: license ?? READ_FROM_THE_LICENCE_FILE[name] ?? 'ukjent',
    }))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
}

/** Every package that reaches a user, with its licence. */
export function licencesPage(): string {
  return [
    '# Lisenser',
    '',
    'Laget av `npm run docs` fra `package-lock.json`. Ikke rett for hånd.',
    'Pakkene som følger med ut: i Lambda-bunter, i nettsidene eller som motor i den lokale kjøringen.',
    'Trekkspill selv er EUPL-1.2.',
    '',
    '| pakke | versjon | lisens |',
    '|---|---|---|',
    ...shippedPackages().map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`),
    '',
  ].join('\n')
}
