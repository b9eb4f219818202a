import type { Service } from '../vocabulary.ts'

/** Kommunal øyeblikkelig hjelp døgnopphold, somatic and psychiatric: paid by the oppholdskommune (hol. § 3-5). */
export const isKad = (service: Service): boolean => service.startsWith('kad-')
