import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Source Sans 3 (OFL) as the service runs from its source: read from the package. */
const { resolve } = createRequire(import.meta.url)
const read = (subset: string): Uint8Array =>
  readFileSync(resolve(`@fontsource/source-sans-3/files/source-sans-3-${subset}-normal.woff`))

/** Two files per weight: Norwegian, and the Sámi letters of kommuner such as Kárášjohka. */
export const FONTS = {
  regular: { latin: read('latin-400'), latinExt: read('latin-ext-400') },
  semibold: { latin: read('latin-600'), latinExt: read('latin-ext-600') },
}
