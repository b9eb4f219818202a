import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FINANCE, foundMoneyPlace, inMonth, type MoneyPlace } from '../support/avregning-place.ts'
import { type Api, codeOf, startApi } from '../support/http.ts'

const COST = { costOre: 300_000_000, guestIncomeOre: 0 }

describe('a month from cost to signature', () => {
  let api: Api
  let place: MoneyPlace

  afterAll(() => api.stop())
  beforeAll(async () => {
    api = await startApi()
    place = await foundMoneyPlace(api, 'salten')
  })

  it('is not there before it is run, refused while something is missing, and locked when nothing is', async () => {
    const { host, admit, discharge } = place
    expect(codeOf(await host.refused('get-avregning', inMonth(place)))).toBe('avregning-not-found')
    await admit('k-1804', '2026-10-03T10:00:00Z', '2026-10-06T10:00:00Z')
    await admit('hf-983974910', '2026-10-10T10:00:00Z', '2026-10-12T10:00:00Z')
    const late = await admit('k-1839', '2026-10-20T10:00:00Z', null, { expectedDepartureAt: '2026-10-22T11:00:00Z' })

    const draft = await host.ok('run-avregning', inMonth(place))
    expect(draft).toMatchObject({ state: 'draft', poolOre: 0, completeness: { ok: false } })
    // The host knows a stay by its bed; the others are told that there is one, and no more.
    expect(draft.completeness.causes[1]).toMatchObject({ stayId: late, bedId: expect.stringMatching(/^bed_/) })
    expect(await host.ok('get-avregning', inMonth(place))).toEqual(draft)
    const asParty = await (await place.of('k-1839')).ok('get-avregning', inMonth(place))
    expect(asParty.completeness.causes[1]).toMatchObject({ stayId: null, bedId: null })
    const refused = await host.refused('lock-avregning', inMonth(place))
    expect(refused).toMatchObject({
      type: 'urn:problem:avregning-incomplete',
      status: 409,
      causes: [{ cause: 'cost-not-booked' }, { cause: 'stay-without-departure', stayId: late, unitId: place.unitId }],
    })

    await host.ok('book-cost', { ...inMonth(place), body: COST })
    await discharge(late, '2026-10-22T10:00:00Z')
    const run = await host.ok('run-avregning', inMonth(place))
    expect(run.completeness).toEqual({ ok: true, occupiedNights: 7, charged: '7', excused: 0, causes: [] })
    expect(run.lines.map(({ partyId, betalingsdogn, liggedogn }) => [partyId, betalingsdogn, liggedogn])).toEqual([
      ['hf-983974910', '2', 2],
      ['k-1804', '3', 3],
      ['k-1839', '2', 2],
    ])
    expect(run.lines.reduce((sum, { amountOre }) => sum + amountOre, 0)).toBe(COST.costOre)
    for (const line of run.lines) {
      expect(line.fixedOre + line.useOre + line.lowUseAdjustmentOre + line.emptyBedsOre).toBe(line.amountOre)
      expect(line.netOre).toBe(line.amountOre + line.correctionsOre - line.onAccountOre)
    }
    expect(await host.ok('get-avregning', inMonth(place))).toEqual(run)

    const stale = { ...inMonth(place), body: { resultHash: draft.resultHash } }
    expect(codeOf(await host.refused('lock-avregning', stale))).toBe('avregning-changed')
    const locked = await host.ok('lock-avregning', { ...inMonth(place), body: { resultHash: run.resultHash } })
    expect(locked).toMatchObject({ state: 'locked', resultHash: run.resultHash, lines: run.lines })
    expect(await host.ok('lock-avregning', inMonth(place))).toEqual(locked)
    expect(await host.ok('run-avregning', inMonth(place))).toEqual(locked)
    expect(codeOf(await host.refused('book-cost', { ...inMonth(place), body: COST }))).toBe('avregning-locked')
  })

  it('is run, locked and approved once by a key, and the key opens nothing else', async () => {
    const { host } = place
    const other = inMonth(place, '2026-09')
    await host.ok('book-cost', { ...other, body: COST })
    const send = { ...other, headers: { 'idempotency-key': 'september' } }
    const run = await host.ok('run-avregning', send)
    await host.ok('book-cost', { ...other, body: { costOre: 1 } })
    expect(await host.ok('run-avregning', send)).toEqual(run)
    expect(codeOf(await host.refused('lock-avregning', send))).toBe('idempotency-key-reused')
    expect((await host.ok('run-avregning', other)).poolOre).toBe(1)
  })

  it('is explained down to the event and who made it, to the party itself and the host, and to nobody else', async () => {
    const [beiarn, bodo] = [await place.of('k-1839'), await place.of('k-1804')]
    const at = { params: { ...inMonth(place).params, partyId: 'k-1839' } }
    const line = await beiarn.ok('explain-line', at)
    expect(line.nights.map(({ date, service, weight, rule }) => [date, service, weight, rule])).toEqual([
      ['2026-10-20', 'observasjon', '1', 'midnight'],
      ['2026-10-21', 'observasjon', '1', 'midnight'],
    ])
    expect(await place.host.ok('explain-line', at)).toEqual(line)
    expect(codeOf(await bodo.refused('explain-line', at))).toBe('forbidden')
    const [night] = line.nights
    const journal = await (await api.as({ role: 'admin', org: '*' })).ok('read-journal', {
      params: { unitId: place.unitId },
    })
    const types = night?.events.map((seq) => journal.events.find((event) => event.seq === seq)?.type)
    expect(types).toEqual(['patient-admitted', 'patient-departed'])
    const told = await beiarn.ok('explain-night', {
      params: { ...at.params, date: '2026-10-20', stayId: night?.stayId ?? '' },
    })
    expect(told.events.map(({ type, actor }) => [type, actor])).toEqual([
      ['patient-admitted', { role: 'ward', org: place.unitId }],
      ['patient-departed', { role: 'ward', org: place.unitId }],
    ])
  })

  it('shows a party its own in full and of others the sums', async () => {
    const seen = await (await place.of('k-1839')).ok('get-avregning', inMonth(place))
    const whole = await place.host.ok('get-avregning', inMonth(place))
    expect(seen.lines.map(({ services: _services, ...sums }) => sums)).toEqual(
      whole.lines.map(({ services: _services, ...sums }) => sums),
    )
    expect(seen.lines.map(({ partyId, services }) => [partyId, services === null])).toEqual([
      ['hf-983974910', true],
      ['k-1804', true],
      ['k-1839', false],
    ])
    const stranger = await place.of('k-1841')
    expect(codeOf(await stranger.refused('get-avregning', inMonth(place)))).toBe('forbidden')
  })

  it('is disputed, won, and corrected in the next month, with the locked month as it was', async () => {
    const beiarn = await place.of('k-1839')
    const at = { params: { ...inMonth(place).params, partyId: 'k-1839' } }
    const [first] = (await beiarn.ok('explain-line', at)).nights
    const nights = [{ stayId: first?.stayId, date: first?.date }]
    const body = { reason: 'not-our-patient', detail: 'bodde i Bodø', nights }
    const bad = { ...body, nights: [{ stayId: first?.stayId, date: '2026-10-25' }] }
    expect(await beiarn.refused('raise-dispute', { ...inMonth(place), body: bad })).toMatchObject({
      errors: [{ pointer: '/nights/0', rule: 'not-on-your-line' }],
    })
    const send = { ...inMonth(place), body, headers: { 'idempotency-key': 'innsigelse-1' } }
    const raised = await beiarn.ok('raise-dispute', send)
    expect(await beiarn.ok('raise-dispute', send)).toEqual(raised)
    expect(raised).toMatchObject({ state: 'open', partyId: 'k-1839' })
    expect((await beiarn.ok('explain-line', at)).nights.map(({ disputed }) => disputed)).toEqual([true, false])

    const answerAt = { params: { ...inMonth(place).params, disputeId: raised.disputeId } }
    const upheld = { outcome: 'upheld', text: 'enig: Bodø', payer: 'k-1804' }
    expect(codeOf(await beiarn.refused('answer-dispute', { ...answerAt, body: upheld }))).toBe('forbidden')
    const before = await place.host.ok('get-avregning', inMonth(place))
    await place.host.ok('answer-dispute', { ...answerAt, body: upheld })
    const after = await place.host.ok('get-avregning', inMonth(place))
    expect({ ...after, disputes: [] }).toEqual({ ...before, disputes: [] })
    expect(after.disputes).toMatchObject([{ state: 'upheld', answer: { payer: 'k-1804' } }])

    await api.moveClock(40 * 24 * 3600)
    const november = inMonth(place, '2026-11')
    const host = await api.as({ role: 'host-finance', org: place.agreementId })
    await host.ok('book-cost', { ...november, body: COST })
    const run = await host.ok('run-avregning', november)
    expect(
      run.corrections.map(({ month, partyId, beforeDogn, afterDogn }) => [month, partyId, beforeDogn, afterDogn]),
    ).toEqual(
      expect.arrayContaining([
        ['2026-10', 'k-1804', '3', '4'],
        ['2026-10', 'k-1839', '2', '1'],
      ]),
    )
    expect(run.corrections.reduce((sum, { deltaOre }) => sum + deltaOre, 0)).toBe(0)
    expect(run.corrections.find(({ partyId }) => partyId === 'k-1839')?.removed).toMatchObject(nights)
    await host.ok('lock-avregning', november)
    const december = inMonth(place, '2026-12')
    await host.ok('book-cost', { ...december, body: COST })
    expect((await host.ok('run-avregning', december)).corrections).toEqual([])
    await api.moveClock(0)
  })

  it('is approved when all its parties have said yes', async () => {
    for (const [i, partyId] of ['hf-983974910', 'k-1804', 'k-1839'].entries()) {
      const run = await (await place.of(partyId)).ok('approve-avregning', inMonth(place))
      expect(run.state).toBe(i === 2 ? 'approved' : 'locked')
      expect(run.approvals).toHaveLength(i + 1)
    }
    expect(codeOf(await (await place.of('k-1841')).refused('approve-avregning', inMonth(place)))).toBe('forbidden')
    const { months } = await place.host.ok('list-avregninger', inMonth(place))
    expect(months.find(({ month }) => month === '2026-10')).toMatchObject({ state: 'approved', openDisputes: 0 })
  })

  it('can be tried on other terms without anything being stored', async () => {
    const before = await place.host.ok('get-avregning', inMonth(place))
    const trial = await place.host.ok('what-if', {
      ...inMonth(place),
      body: { finance: { fixed: { share: '1', key: 'equal' } } },
    })
    expect(trial.after.lines.map(({ amountOre }) => amountOre)).toEqual([100_000_000, 100_000_000, 100_000_000])
    const { fixed, lowUse, guests } = trial.before.terms ?? {}
    expect({ fixed, lowUse, guests }).toEqual({
      fixed: FINANCE.fixed,
      lowUse: null,
      guests: { admitted: true, rateOre: 1_200_000 },
    })
    expect(trial.differences.reduce((sum, { differenceOre }) => sum + differenceOre, 0)).toBe(0)
    expect(await place.host.ok('get-avregning', inMonth(place))).toEqual(before)
    const bad = { finance: { lowUse: { factor: '0.5', standbyShare: '2' } } }
    expect(await place.host.refused('what-if', { ...inMonth(place), body: bad })).toMatchObject({
      type: 'urn:problem:agreement-does-not-add-up',
      errors: [
        { pointer: '/finance/lowUse/factor', rule: 'factor-below-1' },
        { pointer: '/finance/lowUse/standbyShare', rule: 'share-not-between-0-and-1' },
      ],
    })
  })

  it('forecasts the year from the months so far', async () => {
    const at = { params: { agreementId: place.agreementId }, query: { year: '2026' } }
    const forecast = await place.host.ok('forecast-year', at)
    expect(forecast.months.map(({ month }) => month)).toEqual(['2026-09', '2026-10', '2026-11', '2026-12'])
    expect(forecast.remaining).toBe(8)
    for (const { soFarOre, forecastOre, lowOre, highOre } of forecast.parties) {
      expect(Math.abs(forecastOre - 3 * soFarOre)).toBeLessThanOrEqual(1)
      expect([lowOre !== null && lowOre <= forecastOre, highOre !== null && highOre >= forecastOre]).toEqual([
        true,
        true,
      ])
    }
  })
})
