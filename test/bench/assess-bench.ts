import { assess } from '../../lib/domain/assessment/assess.ts'
import { contextFor, FITTING, shippedFor } from '../support/fitting-patients.ts'
import { median, type Row } from './paired.ts'

/** One admission's whole decision: every criterion of the set, NEWS2 and qSOFA. Held against the aim itself, one millisecond. */
export function benchAssess(rounds: number): readonly Row[] {
  return FITTING.map(({ service, criteriaSetId, told }) => {
    const set = shippedFor(service)
    const context = contextFor()
    const times = Array.from({ length: rounds * 5 }, () => {
      const from = performance.now()
      assess(set, told, context)
      return performance.now() - from
    })
    const oursMs = median(times.slice(rounds))
    return { what: `vurdering, ${criteriaSetId} / 1 ms`, ratio: oursMs, aim: '≤ 1', oursMs, bareMs: 1 }
  })
}
