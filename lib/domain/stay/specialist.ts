import { type Instant, plusMinutes } from '../../kernel/instant.ts'
import type { Service } from '../vocabulary.ts'
import type { Review } from './stay-record.ts'

const MINUTES_PER_DOGN = 24 * 60

/** Beyond this a stay in a sykestue is assessed with a specialist of the HF (Delrapport 5, vedlegg 3); null elsewhere. */
export const specialistDueAt = (
  { service, admittedAt }: { readonly service: Service; readonly admittedAt: Instant },
  { specialistAfterDogn }: { readonly specialistAfterDogn: number },
): Instant | null => (service === 'sykestue' ? plusMinutes(admittedAt, specialistAfterDogn * MINUTES_PER_DOGN) : null)

/** A review with the specialist settles it, from the last døgn before it is due on: one in the first days does not. */
export const hasSpecialist = (reviews: readonly Review[], dueAt: Instant): boolean =>
  reviews.some(({ at, roles }) => roles.includes('spesialist') && at >= plusMinutes(dueAt, -MINUTES_PER_DOGN))
