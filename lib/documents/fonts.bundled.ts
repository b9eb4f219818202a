import latin400 from '@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff'
import latin600 from '@fontsource/source-sans-3/files/source-sans-3-latin-600-normal.woff'
import latinExt400 from '@fontsource/source-sans-3/files/source-sans-3-latin-ext-400-normal.woff'
import latinExt600 from '@fontsource/source-sans-3/files/source-sans-3-latin-ext-600-normal.woff'
import type { FONTS as Fonts } from './fonts.ts'

/** The same fonts as fonts.ts, inside a bundle; package.json chooses between the two. */
export const FONTS: typeof Fonts = {
  regular: { latin: latin400, latinExt: latinExt400 },
  semibold: { latin: latin600, latinExt: latinExt600 },
}
