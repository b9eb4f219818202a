import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { localClient } from '../../infra/local/engine.ts'
import { TABLE_NAME } from '../../infra/local/server.ts'
import { type Answer, type Api, apiAt } from '../support/http.ts'
import { isAlive, type Run, spawnRun, startRun, tempDir, untilGone } from '../support/http-process.ts'
import { chanceFrom, expectLawful, RACE_SEED, times } from '../support/http-race.ts'
import { admission, expectSound, found, HOLD_ASK } from '../support/http-world.ts'
import { testDeps } from '../support/table.ts'

function open({ address, endpoint }: Run): Api {
  const client = localClient(endpoint)
  onTestFinished(() => client.destroy())
  return apiAt(address, endpoint, testDeps(client, TABLE_NAME))
}

/** Writes that never pause, until the server is gone; gives what was promised with a 2xx, also while it grows. */
async function storm(
  api: Api,
  unitIds: readonly string[],
  isOver: () => boolean,
  promised: Answer[] = [],
): Promise<Answer[]> {
  const chance = chanceFrom(RACE_SEED)
  const amk = await api.as({ role: 'dispatcher', org: 'amk' })
  const wards = await Promise.all(unitIds.map((unit) => api.as({ role: 'ward', unit })))
  const work = async () => {
    while (!isOver()) {
      const i = Math.floor(chance() * unitIds.length)
      const [unitId = '', toUnitId = ''] = [unitIds[i], unitIds[(i + 1) % unitIds.length]]
      const [ward, params] = [wards[i], { unitId }]
      if (!ward) return
      const answer = await act(chance(), ward, params, toUnitId).catch(() => undefined)
      if (answer && answer.status < 300) promised.push(answer)
    }
  }
  const act = async (luck: number, ward: (typeof wards)[number], params: { unitId: string }, toUnitId: string) => {
    if (luck < 0.4) return await amk.call('place-hold', { params, body: HOLD_ASK })
    if (luck < 0.7) return await ward.call('admit-patient', { params, body: admission() })
    const { beds } = await ward.ok('show-board', { params })
    const [stayId = 'stay_ingen'] = beds.flatMap(({ occupant }) => occupant?.stayId ?? [])
    const at = { params: { ...params, stayId } }
    if (luck < 0.85) return await ward.call('transfer-stay', { ...at, body: { toUnitId } })
    const body = { departedAt: new Date().toISOString(), dischargedTo: 'hjem' }
    return await ward.call('discharge-patient', { ...at, body })
  }
  await Promise.all(times(12, work))
  return promised
}

/** What was answered with a 2xx is there: every version that was promised was reached. */
async function expectKept(api: Api, unitIds: readonly string[], promised: readonly Answer[]): Promise<void> {
  for (const unitId of unitIds) {
    const ward = await api.as({ role: 'ward', unit: unitId })
    const { unitVersion } = await ward.ok('show-board', { params: { unitId } })
    const versions = promised.flatMap(({ json }) => {
      const answer = json as { unitId?: string; unitVersion?: number }
      return answer.unitId === unitId ? (answer.unitVersion ?? 0) : []
    })
    expect(unitVersion).toBeGreaterThanOrEqual(Math.max(...versions))
  }
}

describe(`the local run as a process (RACE_SEED=${RACE_SEED})`, () => {
  it.each(['server and engine', 'server', 'engine'])(
    'killed in a storm of writes (%s), it comes back with a verified journal and nothing half-done',
    async (victim) => {
      const dataDir = tempDir()
      const first = await startRun({ dataDir })
      const api = open(first)
      const unitIds = await Promise.all(times(3, async (i) => (await found(api, `krasj-${i}`, { beds: 6 })).unitId))
      let isOver = false
      const soFar: Answer[] = []
      const promises = storm(api, unitIds, () => isOver, soFar)
      // In the midst of it by count, not by the clock: a busy machine must not make the storm a breeze.
      while (soFar.length < 25) await sleep(5)
      if (victim !== 'engine') process.kill(first.pid, 'SIGKILL')
      if (victim !== 'server' && first.enginePid !== undefined) process.kill(first.enginePid, 'SIGKILL')
      isOver = true
      const promised = await promises
      await first.over
      expect(promised.length).toBeGreaterThan(20)

      const second = await startRun({ dataDir })
      const again = open(second)
      await expectLawful(again, ...unitIds)
      const leader = await again.as({ role: 'ward-leader', unit: unitIds[0] ?? '' })
      expect(await leader.ok('verify-journal', { params: { unitId: unitIds[0] ?? '' } })).toMatchObject({ ok: true })
      expect(isAlive(first.enginePid)).toBe(false)
      // Amazon's engine for development keeps its last moments in memory; ours writes before it answers.
      if (first.said().includes('Dynoxide')) await expectKept(again, unitIds, promised)
    },
  )

  it('data, tokens and the moved clock survive a restart', async () => {
    const dataDir = tempDir()
    const first = await startRun({ dataDir })
    const api = open(first)
    const { unitId } = await found(api, 'varig')
    const ward = await api.as({ role: 'ward', unit: unitId })
    await api.moveClock(86_400)
    const late = await api.as({ role: 'ward', unit: unitId })
    const { stayId } = await late.ok('admit-patient', { params: { unitId }, body: admission() })
    process.kill(first.pid, 'SIGTERM')
    expect((await first.over).code).toBe(0)

    const again = open(await startRun({ dataDir }))
    const board = await again.withToken(late.token).ok('show-board', { params: { unitId } })
    expect(board.beds.flatMap(({ occupant }) => occupant?.stayId ?? [])).toEqual([stayId])
    expect(Date.parse(board.asOf) - Date.now()).toBeGreaterThan(86_000_000)
    expect((await again.withToken(ward.token).refused('show-board', { params: { unitId } })).status).toBe(401)
    await expectSound(again)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    '%s to the whole group, as a terminal sends it, ends it with 0 and no engine left',
    async (signal) => {
      const run = await startRun({ dataDir: tempDir() })
      await found(open(run), 'slutt')
      process.kill(-run.pid, signal)
      expect(await run.over).toEqual({ code: 0, signal: null })
      expect(await untilGone(run.enginePid)).toBe(true)
      expect(run.said()).not.toMatch(/uventet|Error|at .*\.ts/)
    },
  )

  it('stops in the middle of work without a word of complaint', async () => {
    const run = await startRun({ dataDir: tempDir() })
    const api = open(run)
    const { unitId } = await found(api, 'midt-i', { beds: 6 })
    let isOver = false
    const work = storm(api, [unitId], () => isOver)
    await sleep(300)
    process.kill(run.pid, 'SIGINT')
    expect(await run.over).toEqual({ code: 0, signal: null })
    isOver = true
    await work
    expect(await untilGone(run.enginePid)).toBe(true)
  })

  it('a taken port is said so, with a way out, and ends with 1', async () => {
    const blocker = createServer()
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void blocker.close())
    const address = blocker.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { over, said } = spawnRun({ dataDir: tempDir(), port })
    expect((await over).code).toBe(1)
    expect(said()).toContain(`Port ${port} er opptatt`)
    expect(said()).toContain('npm start -- --port')
    expect(said()).not.toMatch(/\n\s+at /)
  })

  it('a second run on the same data is refused, and the first goes on', async () => {
    const dataDir = tempDir()
    const first = await startRun({ dataDir })
    const second = spawnRun({ dataDir })
    expect((await second.over).code).toBe(1)
    expect(second.said()).toContain('i bruk')
    await found(open(first), 'fortsatt')
    expect(isAlive(first.enginePid)).toBe(true)
  })

  it('an engine that dies is missed: the run says so and ends with 1', async () => {
    const run = await startRun({ dataDir: tempDir() })
    if (run.enginePid !== undefined) process.kill(run.enginePid, 'SIGKILL')
    expect((await run.over).code).toBe(1)
    expect(run.said()).toContain('stoppet uventet')
  })

  it('two processes on one table share its beds: what one gives, the other does not', async () => {
    const one = await startRun({ dataDir: tempDir() })
    const two = await startRun({ dataDir: tempDir(), env: { DYNAMODB_ENDPOINT: one.endpoint } })
    const [here, there] = [open(one), open(two)]
    const { unitId } = await found(here, 'to-hus', { beds: 10 })
    const claims = { role: 'dispatcher', org: 'amk' }
    const callers = [await here.as(claims), await there.as(claims)]
    const answers = await Promise.all(
      times(100, async (i) => await callers[i % 2]?.call('place-hold', { params: { unitId }, body: HOLD_ASK })),
    )
    const placed = answers.filter((answer) => answer?.status === 201)
    expect(placed.length).toBe(10)
    expect(answers.filter((answer) => answer?.status === 409)).toHaveLength(90)
    await expectLawful(here, unitId)
  })
})
