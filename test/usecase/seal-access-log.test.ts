import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import type { AccessRecord } from '../../lib/domain/access/access-record.ts'
import { type Instant, instantOf, plusMinutes } from '../../lib/kernel/instant.ts'
import type { OsloDate } from '../../lib/kernel/oslo-date.ts'
import { AccessNameTakenFault, appendAccess } from '../../lib/store/access-log-store.ts'
import { listSeals } from '../../lib/store/access-seal-store.ts'
import { accessLogKey, accessSealKey } from '../../lib/store/keys.ts'
import { marshalKey } from '../../lib/store/store-client.ts'
import type { Deps } from '../../lib/usecases/deps.ts'
import { sealAccessLog, verifyAccessLog } from '../../lib/usecases/seal-access-log.ts'
import { LOOK } from '../support/access-log.ts'
import { freshTable } from '../support/table.ts'

const key = Buffer.from('the key of the stage')
const DATE = '2026-11-25' as OsloDate
const noon = instantOf(Date.parse(`${DATE}T12:00:00Z`))
const at = (minutes: number): Instant => plusMinutes(noon, minutes)

const record = (when: Instant, name: string): AccessRecord => ({
  ...LOOK,
  at: when,
  what: { unitId: 'unit_a', stayId: `stay_${name}` },
  correlationId: name,
})
const append = ({ accessLog }: Deps, when: Instant, name: string) =>
  appendAccess(accessLog, record(when, name), { at: when, name })

/** Six records in three hours, and the seals of those hours. */
async function sealed(): Promise<Deps> {
  const { deps } = await freshTable()
  for (const minutes of [0, 10, 70, 80, 130, 140]) {
    await append(deps, at(minutes), `look-${minutes}`)
    if (minutes % 60 > 15) continue
    await sealAccessLog(deps, key, at(minutes + 5))
  }
  await sealAccessLog(deps, key, at(200))
  return deps
}
const verdict = async (deps: Deps, date = DATE) => {
  const outcome = await verifyAccessLog(deps, key, date)
  if (!outcome.ok) throw new Error('refused')
  return outcome.value
}

describe('seal-access-log', () => {
  it('seals each hour once it is over and nothing more can come to it, one after the other', async () => {
    const deps = await sealed()
    const seals = await listSeals(deps.accessLog, at(0), at(600))
    expect(seals.map(({ hour, lines }) => [hour, lines])).toEqual([
      [at(0), 2],
      [at(60), 2],
      [at(120), 2],
    ])
    expect(seals.map(({ previous }) => previous).slice(1)).toEqual(seals.map(({ mark }) => mark).slice(0, -1))
    expect(await verdict(deps)).toMatchObject({ ok: true, records: 6, faults: [], seal: { hour: at(120) } })
  })

  it('an hour is not sealed while a request of its may still be on its way', async () => {
    const deps = await sealed()
    expect(await sealAccessLog(deps, key, at(254))).toMatchObject({ sealedHours: 0 })
    expect(await sealAccessLog(deps, key, at(255))).toMatchObject({ sealedHours: 1 })
  })

  it('takes up all the hours that a stop has left behind', async () => {
    const deps = await sealed()
    expect(await sealAccessLog(deps, key, at(180 + 48 * 60 + 20))).toMatchObject({ sealedHours: 48, broken: [] })
    expect(await verdict(deps)).toMatchObject({ ok: true })
  })

  it('two that seal at once make one row of seals', async () => {
    const deps = await sealed()
    await Promise.all(Array.from({ length: 4 }, () => sealAccessLog(deps, key, at(600))))
    const seals = await listSeals(deps.accessLog, at(0), at(600))
    expect(seals).toHaveLength(9)
    expect(await verdict(deps)).toMatchObject({ ok: true })
  })

  it.each([
    ['taken away', (when: Instant, name: string) => remove(accessLogKey(when, name))],
    [
      'put in another’s place',
      (when: Instant, name: string) => put(when, name, { ...record(when, name), org: 'unit_b' }),
    ],
    ['added afterwards', (when: Instant) => put(when, 'late', record(when, 'late'))],
  ])('a record that was %s past our code is seen, by whoever asks and by the next run', async (_, meddle) => {
    const deps = await sealed()
    await meddle(at(10), 'look-10')(deps)
    const { ok, faults } = await verdict(deps)
    expect([ok, faults.map(({ hour, fault }) => [hour, fault])]).toEqual([false, [[at(0), 'records-changed']]])
    const { broken } = await sealAccessLog(deps, key, at(24 * 60))
    expect(broken.map(({ date }) => date)).toEqual([DATE])
  })

  it('a seal that is gone is seen, and so is a row of seals that begins anew', async () => {
    const deps = await sealed()
    await remove(accessSealKey(at(60)))(deps)
    expect((await verdict(deps)).faults).toMatchObject([{ hour: at(60), fault: 'seal-missing' }])
    for (const hour of [at(-120), at(-60), at(0), at(120)]) await remove(accessSealKey(hour))(deps)
    expect(await sealAccessLog(deps, key, at(260))).toMatchObject({ isBegunLate: true })
  })

  it('a log that is sealed from its first hour says nothing of it', async () => {
    const { deps } = await freshTable()
    expect(await sealAccessLog(deps, key, noon)).toMatchObject({ isBegunLate: false, sealedHours: 1, broken: [] })
  })

  it('every date is looked at before its records may be forgotten, and none that may be', async () => {
    const { deps } = await freshTable()
    const [keptDays, checked] = [30, new Set<string>()]
    const accessLog = { ...deps.accessLog, keptDays }
    const seen: Deps = {
      ...deps,
      accessLog: {
        ...accessLog,
        store: {
          ...accessLog.store,
          client: spyOnDates(accessLog.store.client, checked),
        },
      },
    }
    // Eleven hours of one day, with three older dates in each: more than the twenty-eight.
    for (let hour = 0; hour < 11; hour += 1) await sealAccessLog(seen, key, at(hour * 60))
    const oldest = instantOf(Date.parse(noon) - (keptDays - 1) * 86_400_000).slice(0, 10)
    expect([...checked].toSorted()[0]).toBe(oldest)
    expect(checked.size).toBeGreaterThanOrEqual(keptDays - 1)
  })
})

describe('append-access', () => {
  it('the same look under its name is one record, also when the answer to the write was lost', async () => {
    const { deps } = await freshTable()
    await append(deps, noon, 'look')
    await expect(append(deps, noon, 'look')).resolves.toBeUndefined()
  })

  it('another look under the name of a record is no look that was kept: the fault is thrown', async () => {
    const { deps } = await freshTable()
    await append(deps, noon, 'look')
    const other = { ...record(noon, 'look'), org: 'unit_b' }
    await expect(appendAccess(deps.accessLog, other, { at: noon, name: 'look' })).rejects.toThrow(AccessNameTakenFault)
  })
})

/** Past our code: as whoever has the role of a function, and no condition. */
const remove =
  (where: { pk: string; sk: string }) =>
  async ({ accessLog: { store } }: Deps) => {
    await store.client.send(new DeleteItemCommand({ TableName: store.tableName, Key: marshalKey(where) }))
  }
const put =
  (when: Instant, name: string, body: AccessRecord) =>
  async ({ accessLog: { store } }: Deps) => {
    const Item = { ...marshalKey(accessLogKey(when, name)), body: { S: JSON.stringify(body) } }
    await store.client.send(new PutItemCommand({ TableName: store.tableName, Item }))
  }

/** Notes which dates of the log were read. */
function spyOnDates(client: Deps['store']['client'], dates: Set<string>): Deps['store']['client'] {
  return new Proxy(client, {
    get: (target, name) =>
      name !== 'send'
        ? Reflect.get(target, name)
        : (command: { input: { ExpressionAttributeValues?: Record<string, { S?: string }> } }) => {
            const [, date] = /^ACCESS-LOG#(.*)$/.exec(command.input.ExpressionAttributeValues?.[':pk']?.S ?? '') ?? []
            if (date && !command.input.ExpressionAttributeValues?.[':hour']) dates.add(date)
            return target.send(command as never)
          },
  })
}
