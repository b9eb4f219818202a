import fnrvalidator from '@navikt/fnrvalidator'

/** Eleven digits, with spaces and hyphens (or minus signs) between them, touching no other letter or digit. */
const CANDIDATE = /(?<![\p{L}\p{N}])(?=(\d(?:[\s\p{Pd}\u2212]*\d){10})(?![\p{L}\p{N}]))/gu
/** Characters that show nothing and could hide a number from the pattern. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
/** Digits of other scripts, which NFKC leaves as they are. */
const FOREIGN_DIGIT = /(?!\d)\p{Nd}/gu

/**
 * no-person-in-the-store: whether a text is or contains a valid fødselsnummer (also by the rule of 2032), D-, H-, test
 * or FH-number. Digits of other scripts and widths count as digits.
 */
export function containsIdentityNumber(text: string): boolean {
  const plain = text.normalize('NFKC').replace(INVISIBLE, '').replace(FOREIGN_DIGIT, asciiDigit)
  for (const [, candidate = ''] of plain.matchAll(CANDIDATE)) {
    if (isIdentityNumber(candidate.replace(/\D/g, ''))) return true
  }
  return false
}

/** Every script has its ten digits in a row, nought first; a few rows stand end to end. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let before = 0
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before += 1
  return String(before % 10)
}

function isIdentityNumber(digits: string): boolean {
  return fnrvalidator.idnr(digits).status === 'valid' || isFhNumber(digits)
}

const FH_WEIGHTS_1 = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]
const FH_WEIGHTS_2 = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]

/** Felles hjelpenummer: begins with 8 or 9 and has no date, but the two check digits of a fødselsnummer. */
function isFhNumber(digits: string): boolean {
  const sum = (weights: readonly number[]) =>
    weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  return /^[89]\d{10}$/.test(digits) && sum(FH_WEIGHTS_1) % 11 === 0 && sum(FH_WEIGHTS_2) % 11 === 0
}
