/** Stands in a bundle where a font reader would unpack WOFF2. */
export default (): never => {
  throw new TypeError('a WOFF2 font, and the bundle reads WOFF alone')
}
