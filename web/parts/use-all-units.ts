import { useEffect, useState } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { call } from '../api/call.ts'
import { serviceTime } from '../api/service-clock.ts'
import { inNorwegianOrder } from '../i18n/norwegian-order.ts'
import { osloDate } from '../i18n/time.ts'

type Unit = AnswerOf<'show-statistics'>['units']['rows'][number]
const PATIENCE_MS = 30_000

/** Every unit there is, for roles that may list none: which there are, the statistics tell everybody. */
export function useAllUnits(): readonly Unit[] {
  const [units, setUnits] = useState<readonly Unit[]>([])
  useEffect(() => {
    let isGone = false
    const today = osloDate(serviceTime(Date.now()))
    const ask = { query: { fom: today, tom: today } }
    void call('show-statistics', ask, { patienceMs: PATIENCE_MS }).then((reply) => {
      if (!isGone && reply.kind === 'answer')
        setUnits(reply.value.units.rows.toSorted((a, b) => inNorwegianOrder(a.name, b.name)))
    })
    return () => {
      isGone = true
    }
  }, [])
  return units
}
