import { describe, expect, it } from 'vitest'
import {
  hourAfter,
  judgeDate,
  type LoggedLine,
  type Seal,
  type SealedDate,
  sealHour,
} from '../../../lib/domain/access/seal.ts'
import { type Instant, instantOf } from '../../../lib/kernel/instant.ts'

const key = Buffer.from('the key of the stage')
const MIDNIGHT = instantOf(Date.parse('2026-11-25T00:00:00Z'))
const hours = Array.from({ length: 24 }, (_, i) => instantOf(Date.parse(MIDNIGHT) + i * 3_600_000))
const at = (i: number): Instant => hours[i] ?? MIDNIGHT

const line = (hour: Instant, name: string): LoggedLine & { hour: Instant } => ({
  hour,
  name: `${hour}#${name}`,
  text: `{"operation":"${name}"}`,
  forgetAt: '1800000000',
})
const bare = ({ name, text, forgetAt }: LoggedLine): LoggedLine => ({ name, text, forgetAt })

/** Two records in each of the first three hours, sealed one after the other. */
const lines = [0, 1, 2].flatMap((i) => [line(at(i), 'show-board'), line(at(i), 'show-stay')])
function chain(of: readonly (LoggedLine & { hour: Instant })[], count = 3, first?: Seal): readonly Seal[] {
  const seals: Seal[] = []
  for (let hour = MIDNIGHT; seals.length < count; hour = hourAfter(hour)) {
    const own = of.filter((each) => each.hour === hour).map(bare)
    seals.push(sealHour(key, hour, own, seals.at(-1) ?? first))
  }
  return seals
}
const seals = chain(lines)
const judge = (changes: Partial<SealedDate> = {}) =>
  judgeDate(key, {
    hours,
    lines,
    seals,
    before: undefined,
    first: seals[0],
    newest: seals.at(-1),
    ...changes,
  })
const faultsOf = (changes: Partial<SealedDate>) => judge(changes).faults.map(({ hour, fault }) => [hour, fault])

describe('a sealed date', () => {
  it('is whole as it was sealed, and what is not over yet is no fault', () => {
    expect(judge()).toEqual({ faults: [], unsealedHours: 21 })
  })

  it('an hour in which nobody looked has a seal too, so that no hour can be emptied', () => {
    const quiet = chain(lines, 5)
    expect(judge({ seals: quiet, newest: quiet.at(-1) })).toEqual({ faults: [], unsealedHours: 19 })
  })

  it.each([
    ['a record that is gone', lines.slice(1)],
    ['a record that is changed', [{ ...line(at(0), 'show-board'), text: '{}' }, ...lines.slice(1)]],
    ['a record with another end', [{ ...line(at(0), 'show-board'), forgetAt: '1' }, ...lines.slice(1)]],
    ['a record that has come since', [...lines, line(at(0), 'z')]],
    ['two records that have changed names', [line(at(0), 'a'), ...lines.slice(1)]],
  ])('%s is seen in its hour, and in no other', (_, now) => {
    expect(faultsOf({ lines: now })).toEqual([[at(0), 'records-changed']])
  })

  it('says how many records there were', () => {
    expect(judge({ lines: lines.slice(1) }).faults).toEqual([
      { hour: at(0), fault: 'records-changed', sealed: 2, found: 1 },
    ])
  })

  it('a record under no hour of the date is seen', () => {
    expect(faultsOf({ lines: [...lines, { ...line(at(0), 'x'), hour: undefined }] })).toEqual([
      [null, 'record-out-of-place'],
    ])
  })

  it('a seal that is gone is seen, whether or not its records are', () => {
    const gone = seals.filter(({ hour }) => hour !== at(1))
    expect(faultsOf({ seals: gone })).toEqual([[at(1), 'seal-missing']])
    expect(faultsOf({ seals: gone, lines: lines.filter(({ hour }) => hour !== at(1)) })).toEqual([
      [at(1), 'seal-missing'],
    ])
  })

  it('the first seals are missed too, where they do not begin the row', () => {
    const late = seals.slice(1)
    expect(faultsOf({ seals: late, first: late[0] })).toEqual([[at(0), 'seal-missing']])
    const begun = chain(lines).slice(0, 0)
    expect(judge({ seals: begun, first: undefined, newest: undefined })).toEqual({ faults: [], unsealedHours: 24 })
  })

  it('whoever has no key cannot seal what they changed', () => {
    const less = lines.slice(1)
    const forged = sealHour(
      Buffer.from('another key'),
      at(0),
      less.filter(({ hour }) => hour === at(0)).map(bare),
      undefined,
    )
    expect(faultsOf({ lines: less, seals: [forged, ...seals.slice(1)] })).toEqual([
      [at(0), 'seal-not-ours'],
      [at(1), 'seal-not-linked'],
    ])
    const relabelled = seals.map((seal) => (seal.hour === at(2) ? { ...seal, lines: 1 } : seal))
    expect(faultsOf({ seals: relabelled })).toEqual([[at(2), 'seal-not-ours']])
  })

  it('an hour that was sealed anew, by the key itself, does not follow on the one before', () => {
    const anew = sealHour(key, at(1), [], undefined)
    const less = lines.filter(({ hour }) => hour !== at(1))
    expect(faultsOf({ lines: less, seals: seals.with(1, anew) })).toEqual([
      [at(1), 'seal-not-linked'],
      [at(2), 'seal-not-linked'],
    ])
  })

  it('follows on the last seal of the date before', () => {
    const before = sealHour(key, instantOf(Date.parse(MIDNIGHT) - 3_600_000), [], undefined)
    const linked = chain(lines, 3, before)
    expect(judge({ seals: linked, before, first: before, newest: linked.at(-1) }).faults).toEqual([])
    expect(faultsOf({ before, first: before })).toEqual([[at(0), 'seal-not-linked']])
  })
})
