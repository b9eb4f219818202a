/** One line, and harmless: a leading =, +, - or @ (also full-width) would run as a formula (OWASP, CSV injection). */
export function plainText(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
  return /^[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(line) ? `'${line}` : line
}
