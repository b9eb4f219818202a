const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2]

/** Nine digits of Enhetsregisteret with the right check digit (mod 11; PEPPOL-COMMON-R041 asks for the same). */
export function isOrgnr(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0)
  return (11 - (sum % 11)) % 11 === Number(text[8])
}
