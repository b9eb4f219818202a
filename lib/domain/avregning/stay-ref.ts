import { createHash } from 'node:crypto'
import type { Brand } from '../../kernel/brand.ts'
import type { Month } from '../../kernel/oslo-date.ts'
import type { AgreementId, StayId } from '../ids.ts'

/** What a stay is called on exports: the same all through one month's avregning, another in the next. */
export type StayRef = Brand<string, 'StayRef'>

/** Without I, L, O and U, which are misread on paper. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * A pseudonym for people to talk about a night by, which cannot be followed from month to month.
 * Not a secret: whoever has the stay's id can make it, and finds the stay that way. 50 bits of SHA-256.
 */
export function stayRefOf(agreementId: AgreementId, month: Month, stayId: StayId): StayRef {
  const bytes = createHash('sha256').update(`${agreementId}|${month}|${stayId}`).digest()
  const letters = Array.from(bytes.subarray(0, 10), (byte) => LETTERS[byte % 32]).join('')
  return `${letters.slice(0, 5)}-${letters.slice(5)}` as StayRef
}
