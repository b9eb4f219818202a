/** Kommunal øyeblikkelig hjelp døgnopphold, somatic and psychiatric: paid by the oppholdskommune (hol. § 3-5). */
export const isKad = (service: string): boolean => service.startsWith('kad-')
