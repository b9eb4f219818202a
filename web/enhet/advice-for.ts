import type { Problem } from '../api/problem.ts'
import { ENHET } from '../i18n/nb-enhet.ts'

/** What a unit should do next; the service's own advice is written for whoever asks, most often a dispatcher. */
export const adviceFor = ({ code, detail }: Problem): string => ENHET.advice[code] ?? detail
