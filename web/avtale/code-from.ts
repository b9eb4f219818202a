const PLAIN: Readonly<Record<string, string>> = { æ: 'ae', ø: 'o', å: 'a' }
const MOST = 40

/** What people call something as the service writes it in an id: `Røst og Værøy` is `rost-og-vaeroy`. */
export const codeFrom = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[æøå]/g, (letter) => PLAIN[letter] ?? '')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, MOST)
    .replace(/-+$/, '')
