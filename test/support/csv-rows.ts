/** Reads a CSV strictly by RFC 4180, with CRLF and the given delimiter; throws on a stray quote. */
export function readCsv(text: string, delimiter: ',' | ';'): readonly (readonly string[])[] {
  const rows: string[][] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",;\r\n]*|[^"\r\n]*?))(,|;|\r\n)/gy
  let row: string[] = []
  let [end, pending] = [0, '']
  for (const match of text.matchAll(field)) {
    end = match.index + match[0].length
    const [, quoted, plain = '', after] = match
    // The other dialect's delimiter is an ordinary character here.
    pending += quoted?.replaceAll('""', '"') ?? plain
    if (after !== '\r\n' && after !== delimiter) {
      pending += after
      continue
    }
    row.push(pending)
    pending = ''
    if (after === '\r\n') {
      rows.push(row)
      row = []
    }
  }
  if (end !== text.length || row.length > 0) throw new SyntaxError('not a CSV')
  return rows
}
