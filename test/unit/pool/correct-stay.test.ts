import { describe, expect, it } from 'vitest'
import type { BedId } from '../../../lib/domain/ids.ts'
import { decideCorrectStay, type StayChanges } from '../../../lib/domain/pool/correct-stay.ts'
import { foldStays, type Segment, type StayRecord } from '../../../lib/domain/stay/stay-record.ts'
import { admit, having, min, stayId } from '../../support/pool-acts.ts'
import { foundLedger } from '../../support/pool-ledger.ts'

const ledger = having(foundLedger({ rooms: { 101: { a: [], b: [] } } }), admit('a'))
const admitted = foldStays(ledger.unitId, ledger.journal).get(stayId('a'))

/** From 10 to 50 minutes, in two beds, with the change at 30. */
function inTwoBeds(): StayRecord {
  const [first] = admitted?.segments ?? []
  if (!admitted || !first) throw new Error('the journal tells of no stay')
  const part = (bed: string, from: number, until: number): Segment => ({
    ...first,
    ...{ bedId: `bed_${bed}` as BedId, from: min(from), until: min(until) },
  })
  return {
    ...admitted,
    admittedAt: min(10),
    departedAt: min(50),
    segments: [part('101a', 10, 30), part('101b', 30, 50)],
  }
}

const corrected = (changes: StayChanges) => {
  const ask = { stayId: stayId('a'), record: inTwoBeds(), changes, reason: 'feilført', others: [] }
  const decision = decideCorrectStay(ledger.state, ask, { actor: { role: 'ward', org: ledger.unitId }, now: min(60) })
  if (!decision.ok) return decision.refusal.kind
  const [event] = decision.value
  if (event?.type !== 'stay-corrected') throw new Error('no correction')
  return event.data.segments.map(({ bedId, from, until }) => [bedId, from, until])
}

describe('a corrected end', () => {
  it.each<[what: string, changes: StayChanges, segments: string | readonly (readonly string[])[]]>([
    [
      'stretches the outermost part',
      { departedAt: min(55) },
      [
        ['bed_101a', min(10), min(30)],
        ['bed_101b', min(30), min(55)],
      ],
    ],
    [
      'shortens it',
      { admittedAt: min(20) },
      [
        ['bed_101a', min(20), min(30)],
        ['bed_101b', min(30), min(50)],
      ],
    ],
    ['takes away a part that is wholly after it', { departedAt: min(25) }, [['bed_101a', min(10), min(25)]]],
    ['takes away a part that is left with no time', { departedAt: min(30) }, [['bed_101a', min(10), min(30)]]],
    ['takes away a part that is wholly before it', { admittedAt: min(40) }, [['bed_101b', min(40), min(50)]]],
    ['leaves some stay', { admittedAt: min(50) }, 'segments-do-not-tile'],
  ])('%s', (_what, changes, segments) => {
    expect(corrected(changes)).toEqual(segments)
  })
})
