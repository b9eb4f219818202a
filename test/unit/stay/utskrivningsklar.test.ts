import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dutiesOf, dutyOf, type UtskrivningsklarMessage } from '../../../lib/domain/stay/utskrivningsklar.ts'
import { UTSKRIVNINGSKLAR_EVENTS, type UtskrivningsklarEvent } from '../../../lib/domain/vocabulary.ts'
import { instantOf } from '../../../lib/kernel/instant.ts'
import { osloDateOf } from '../../../lib/kernel/oslo-date.ts'
import { instant } from '../../support/pool-ledger.ts'

type Told = readonly [event: UtskrivningsklarEvent, at: string]
const message = ([event, at]: Told): UtskrivningsklarMessage => ({ event, at: instant(at), by: 'prøve' })
const duty = (told: readonly Told[], departedAt: string | null = null) =>
  dutyOf(told.map(message), departedAt === null ? null : instant(departedAt))

/** norway.md section 4.3: the difference of the local dates. */
function dognOf(found: ReturnType<typeof dutyOf>): number | null {
  if (found === null) return 0
  if (found.until === null) return null
  return (Date.parse(found.until) - Date.parse(found.from)) / 86_400_000
}

const READY: Told = ['utskrivningsklar', '2026-11-02T09:00:00Z']
const SENT: Told = ['melding-sendt', '2026-11-02T09:05:00Z']

describe('the duty of the kommune', () => {
  it('is three døgn when the kommune answers three days later (id682783)', () => {
    const found = duty([READY, SENT, ['kan-motta', '2026-11-05T12:00:00Z']])
    expect(found).toEqual({ from: '2026-11-02', until: '2026-11-05' })
    expect(dognOf(found)).toBe(3)
  })

  it('needs both that the patient is ready and that the kommune is told', () => {
    expect(duty([])).toBeNull()
    expect(duty([READY])).toBeNull()
    expect(duty([SENT])).toBeNull()
    expect(duty([['varslet', '2026-11-01T09:00:00Z'], READY])).toBeNull()
    expect(duty([['varslet', '2026-11-01T09:00:00Z'], SENT])).toBeNull()
    expect(duty([READY, SENT])).toEqual({ from: '2026-11-02', until: null })
  })

  it('begins on the later of the two dates, whichever it is', () => {
    expect(duty([READY, ['melding-sendt', '2026-11-04T09:00:00Z']])).toEqual({ from: '2026-11-04', until: null })
    expect(duty([SENT, ['utskrivningsklar', '2026-11-03T09:00:00Z']])).toEqual({ from: '2026-11-03', until: null })
  })

  it('takes a no and a silence alike', () => {
    expect(duty([READY, SENT, ['kan-ikke-motta', '2026-11-02T11:00:00Z']])).toEqual(duty([READY, SENT]))
    const end: Told = ['kan-motta', '2026-11-04T11:00:00Z']
    expect(duty([READY, SENT, ['kan-ikke-motta', '2026-11-03T11:00:00Z'], end])).toEqual(duty([READY, SENT, end]))
  })

  it('is none when the kommune can receive, or the patient leaves, on the very date', () => {
    expect(duty([READY, SENT, ['kan-motta', '2026-11-02T22:59:59Z']])).toBeNull()
    expect(duty([READY, SENT], '2026-11-02T22:59:59.999Z')).toBeNull()
    expect(duty([READY, SENT, ['avmeldt', '2026-11-02T18:00:00Z']])).toBeNull()
    expect(duty([READY, SENT, ['kan-motta', '2026-11-02T23:00:00Z']])).toEqual({
      from: '2026-11-02',
      until: '2026-11-03',
    })
  })

  it('is none when the kommune had said beforehand that it can receive', () => {
    expect(duty([['kan-motta', '2026-11-01T12:00:00Z'], READY, SENT])).toBeNull()
  })

  it('ends on the first of yes, departure and avmelding', () => {
    const yes: Told = ['kan-motta', '2026-11-06T12:00:00Z']
    const off: Told = ['avmeldt', '2026-11-05T12:00:00Z']
    expect(duty([READY, SENT, yes], '2026-11-08T12:00:00Z')).toEqual({ from: '2026-11-02', until: '2026-11-06' })
    expect(duty([READY, SENT, yes], '2026-11-04T12:00:00Z')).toEqual({ from: '2026-11-02', until: '2026-11-04' })
    expect(duty([READY, SENT, off], '2026-11-08T12:00:00Z')).toEqual({ from: '2026-11-02', until: '2026-11-05' })
    // A second yes, or a no after the yes, is evidence and moves nothing.
    expect(duty([READY, SENT, yes, ['kan-ikke-motta', '2026-11-07T12:00:00Z']])).toMatchObject({ until: '2026-11-06' })
    expect(duty([READY, SENT, yes, ['kan-motta', '2026-11-09T12:00:00Z']])).toMatchObject({ until: '2026-11-06' })
  })

  it('keeps to the first time that ready and told were said', () => {
    const again: readonly Told[] = [
      ['utskrivningsklar', '2026-11-04T09:00:00Z'],
      ['melding-sendt', '2026-11-05T09:00:00Z'],
    ]
    expect(duty([READY, SENT, ...again])).toEqual({ from: '2026-11-02', until: null })
  })
})

describe('a new round after avmelding', () => {
  const OFF: Told = ['avmeldt', '2026-11-05T12:00:00Z']
  const AGAIN: Told = ['utskrivningsklar', '2026-11-08T09:00:00Z']
  const SENT_AGAIN: Told = ['melding-sendt', '2026-11-09T09:00:00Z']

  it('leaves the earlier days as they were until the patient is ready again', () => {
    expect(duty([READY, SENT, OFF])).toEqual({ from: '2026-11-02', until: '2026-11-05' })
    expect(duty([READY, SENT, OFF, ['varslet', '2026-11-06T12:00:00Z']])).toMatchObject({ until: '2026-11-05' })
    expect(duty([READY, SENT, OFF, ['avmeldt', '2026-11-07T12:00:00Z']])).toMatchObject({ until: '2026-11-05' })
  })

  it('needs a message of its own', () => {
    expect(duty([READY, SENT, OFF, AGAIN])).toEqual(duty([READY, SENT, OFF]))
    expect(duty([READY, OFF, AGAIN])).toBeNull()
    expect(duty([READY, SENT, OFF, AGAIN, SENT_AGAIN])).toEqual({ from: '2026-11-09', until: null })
  })

  it('is not ended by what was said in the round before', () => {
    const yes: Told = ['kan-motta', '2026-11-04T12:00:00Z']
    expect(duty([READY, SENT, yes, OFF, AGAIN, SENT_AGAIN])).toEqual({ from: '2026-11-09', until: null })
    expect(duty([READY, SENT, OFF, AGAIN, SENT_AGAIN, ['kan-motta', '2026-11-12T12:00:00Z']])).toMatchObject({
      until: '2026-11-12',
    })
  })

  it('is the last one that counts, also when it is over', () => {
    const over: readonly Told[] = [READY, SENT, OFF, AGAIN, SENT_AGAIN, ['avmeldt', '2026-11-11T12:00:00Z']]
    expect(duty(over)).toEqual({ from: '2026-11-09', until: '2026-11-11' })
    expect(duty(over, '2026-11-20T12:00:00Z')).toEqual({ from: '2026-11-09', until: '2026-11-11' })
  })
})

describe('every round of duty', () => {
  const OFF: Told = ['avmeldt', '2026-11-05T12:00:00Z']
  const AGAIN: Told = ['utskrivningsklar', '2026-11-05T13:00:00Z']
  const SENT_AGAIN: Told = ['melding-sendt', '2026-11-05T14:00:00Z']
  const duties = (told: readonly Told[], departedAt: string | null = null) =>
    dutiesOf(told.map(message), departedAt === null ? null : instant(departedAt))

  it('is listed, oldest first, and no date is in two of them', () => {
    expect(duties([])).toEqual([])
    expect(duties([READY, SENT, OFF, AGAIN, SENT_AGAIN])).toEqual([
      { from: '2026-11-02', until: '2026-11-05' },
      { from: '2026-11-05', until: null },
    ])
  })

  it('is left out where it gave no døgn', () => {
    expect(duties([READY, OFF, AGAIN, SENT_AGAIN])).toEqual([{ from: '2026-11-05', until: null }])
    expect(duties([READY, SENT, OFF, AGAIN, SENT_AGAIN], '2026-11-05T22:59:59Z')).toEqual([
      { from: '2026-11-02', until: '2026-11-05' },
    ])
  })
})

describe('local dates', () => {
  it.each<[what: string, ready: string, end: string, found: object | null, dogn: number]>([
    ['the night that loses an hour', '2026-03-28T22:30:00Z', '2026-03-29T21:30:00Z', { from: '2026-03-28' }, 1],
    ['the night that gains an hour', '2026-10-24T21:30:00Z', '2026-10-25T22:30:00Z', { from: '2026-10-24' }, 1],
    ['25 hours on one date', '2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z', null, 0],
    ['three nights, 71 hours', '2026-03-27T11:00:00Z', '2026-03-30T10:00:00Z', { from: '2026-03-27' }, 3],
    ['three nights, 73 hours', '2026-10-23T10:00:00Z', '2026-10-26T11:00:00Z', { from: '2026-10-23' }, 3],
    ['the year end', '2026-12-31T22:30:00Z', '2027-01-01T23:30:00Z', { from: '2026-12-31', until: '2027-01-02' }, 2],
    ['the new year, local before UTC', '2026-12-31T23:00:00Z', '2027-01-01T22:59:00Z', null, 0],
    ['two minutes over midnight', '2026-06-01T21:59:00Z', '2026-06-01T22:01:00Z', { from: '2026-06-01' }, 1],
  ])('%s', (_what, ready, end, found, dogn) => {
    const messages: readonly Told[] = [
      ['utskrivningsklar', ready],
      ['melding-sendt', ready],
    ]
    const answered = duty([...messages, ['kan-motta', end]])
    expect(dognOf(answered)).toBe(dogn)
    if (found) expect(answered).toMatchObject(found)
    else expect(answered).toBeNull()
    expect(duty(messages, end)).toEqual(answered)
  })
})

/** Every 97 minutes through the autumn night with 25 hours, no two messages at the same time. */
const messagesOf = (events: readonly UtskrivningsklarEvent[], [minLength, maxLength] = [3, 8]) =>
  fc
    .uniqueArray(fc.nat(120), { minLength, maxLength, size: 'max' })
    .chain((ticks) => fc.tuple(...ticks.map((tick) => fc.tuple(fc.constantFrom(...events), fc.constant(tick)))))
    .map((told) =>
      told.map(([event, tick]) => ({
        event,
        at: instantOf(Date.parse('2026-10-22T10:00:00Z') + tick * 97 * 60_000),
        by: 'prøve',
      })),
    )
const settings = { seed: Number(process.env['FC_SEED'] ?? 20_261_122), numRuns: Number(process.env['FC_RUNS'] ?? 300) }

const datesFrom = (from: string, until: string): readonly string[] => {
  const dates: string[] = []
  for (let ms = Date.parse(from); ; ms += 86_400_000) {
    const date = new Date(ms).toISOString().slice(0, 10)
    if (date >= until) return dates
    dates.push(date)
  }
}

/**
 * norway.md section 4.3, date by date and by instants: a date is charged where some time before its end the patient had
 * been said to be ready and the message sent since the last avmelding, and neither an end nor a departure had come by then.
 */
function chargedDates(messages: readonly UtskrivningsklarMessage[], departed: string): readonly string[] {
  const said = [...messages].sort((a, b) => (a.at < b.at ? -1 : 1))
  return datesFrom('2026-10-20', departed).filter((date) => {
    const byThen = said.filter(({ at }) => osloDateOf(at) <= date)
    let standing = { ready: false, sent: false, over: false }
    for (const { event } of byThen) {
      if (event === 'utskrivningsklar') standing.ready = true
      if (event === 'melding-sendt') standing.sent = true
      if (event === 'kan-motta') standing.over = true
      if (event === 'avmeldt') standing = { ready: false, sent: false, over: false }
    }
    return standing.ready && standing.sent && !standing.over
  })
}

describe('messages that come late', () => {
  it('say the same in whatever order they were recorded', () => {
    const shuffled = messagesOf(UTSKRIVNINGSKLAR_EVENTS).chain((messages) =>
      fc.tuple(fc.constant(messages), fc.shuffledSubarray(messages, { minLength: messages.length })),
    )
    fc.assert(
      fc.property(shuffled, ([messages, other]) => {
        expect(dutyOf(other, null)).toEqual(dutyOf(messages, null))
      }),
      settings,
    )
  })

  it('give the dates of every round that the rule charges, and no others', () => {
    const told = messagesOf([...UTSKRIVNINGSKLAR_EVENTS, 'utskrivningsklar', 'melding-sendt'], [9, 16])
    let several = 0
    fc.assert(
      fc.property(told, fc.nat(150), (messages, departure) => {
        const departedAt = instantOf(Date.parse('2026-10-22T10:00:00Z') + departure * 97 * 60_000)
        const found = dutiesOf(messages, departedAt)
        several += found.length > 1 ? 1 : 0
        expect(found.flatMap(({ from, until }) => datesFrom(from, until ?? '9999'))).toEqual(
          chargedDates(messages, osloDateOf(departedAt)),
        )
        expect(dutyOf(messages, departedAt)).toEqual(found.at(-1) ?? null)
      }),
      settings,
    )
    expect(several).toBeGreaterThan(settings.numRuns / 50)
  })

  it('within one round give max(0, end - start) døgn, as the formula says', () => {
    const round = messagesOf(UTSKRIVNINGSKLAR_EVENTS.filter((event) => event !== 'avmeldt'))
    let charged = 0
    fc.assert(
      fc.property(round, fc.nat(150), (messages, departure) => {
        const departedAt = instantOf(Date.parse('2026-10-22T10:00:00Z') + departure * 97 * 60_000)
        const datesOf = (event: UtskrivningsklarEvent) =>
          messages.filter((each) => each.event === event).map(({ at }) => Date.parse(osloDateOf(at)))
        const [ready, sent] = [datesOf('utskrivningsklar'), datesOf('melding-sendt')]
        const start = Math.max(Math.min(...ready), Math.min(...sent))
        const end = Math.min(...datesOf('kan-motta'), Date.parse(osloDateOf(departedAt)))
        const dogn = ready.length > 0 && sent.length > 0 ? Math.max(0, (end - start) / 86_400_000) : 0
        charged += dogn > 0 ? 1 : 0
        expect(dognOf(dutyOf(messages, departedAt))).toBe(dogn)
      }),
      settings,
    )
    expect(charged).toBeGreaterThan(settings.numRuns / 50)
  })
})
