import type { Instant } from '../../kernel/instant.ts'
import { plusLocalDates } from '../../kernel/oslo-date.ts'
import type { Service } from '../vocabulary.ts'
import type { Review } from './stay-record.ts'

/** Beyond this a stay in a sykestue is assessed with a specialist of the HF (Delrapport 5, vedlegg 3); null elsewhere. */
export const specialistDueAt = (
  { service, admittedAt }: { readonly service: Service; readonly admittedAt: Instant },
  { specialistAfterDogn }: { readonly specialistAfterDogn: number },
): Instant | null => (service === 'sykestue' ? plusLocalDates(admittedAt, specialistAfterDogn) : null)

/** A review with the specialist settles it, from the last døgn before it is due on: one in the first days does not. */
export const hasSpecialist = (reviews: readonly Review[], dueAt: Instant): boolean =>
  reviews.some(({ at, roles }) => roles.includes('spesialist') && at >= plusLocalDates(dueAt, -1))
