/** What esbuild's binary loader makes of a font. */
declare module '*.woff' {
  const bytes: Uint8Array
  export default bytes
}
