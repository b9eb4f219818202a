const ACCOUNT_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]

/**
 * A Norwegian account: eleven digits (mod 11), or the same as IBAN (mod 97).
 * An account that happens to read as an identity number is refused at the door; its IBAN never does.
 */
export function isAccount(text: string): boolean {
  if (/^NO\d{13}$/.test(text)) {
    // Letters count as 10 to 35: N is 23, O is 24.
    return BigInt(`${text.slice(4)}2324${text.slice(2, 4)}`) % 97n === 1n && isAccount(text.slice(4))
  }
  if (!/^\d{11}$/.test(text)) return false
  const sum = ACCOUNT_WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0)
  return (11 - (sum % 11)) % 11 === Number(text[10])
}

/** A KID of 2 to 25 digits whose last one checks the others, by mod 10 (Luhn) or mod 11 (where 10 is written `-`). */
export function isKid(text: string): boolean {
  if (!/^\d{1,24}[\d-]$/.test(text)) return false
  const digits = [...text.slice(0, -1)].reverse().map(Number)
  const luhn = digits.reduce(
    (sum, digit, i) => sum + (i % 2 === 0 ? Math.floor((2 * digit) / 10) + ((2 * digit) % 10) : digit),
    0,
  )
  const mod11 = (11 - (digits.reduce((sum, digit, i) => sum + digit * (2 + (i % 6)), 0) % 11)) % 11
  return text.endsWith(String((10 - (luhn % 10)) % 10)) || text.endsWith(mod11 === 10 ? '-' : String(mod11))
}
