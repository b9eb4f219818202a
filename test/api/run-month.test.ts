import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { localClient } from '../../infra/local/engine.ts'
import { TABLE_NAME } from '../../infra/local/server.ts'
import { foundMoneyPlace, inMonth, type MoneyPlace } from '../support/avregning-place.ts'
import { type Api, apiAt } from '../support/http.ts'
import { isAlive, startRun, tempDir } from '../support/http-process.ts'
import { testDeps } from '../support/table.ts'

const COMMAND = fileURLToPath(new URL('../../infra/local/avregning.ts', import.meta.url))
const MONTH = '2026-10'

/** `npm run avregning -- …`; `seen` may end it midway. */
async function command(args: readonly string[], seen: (said: string, stop: () => void) => void = () => {}) {
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  const take = (chunk: Buffer) => {
    said += chunk.toString()
    seen(said, () => child.kill('SIGINT'))
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, said }
}

async function openRun(dataDir: string) {
  const run = await startRun({ dataDir })
  const client = localClient(run.endpoint)
  onTestFinished(() => client.destroy())
  return { run, api: apiAt(run.address, run.endpoint, testDeps(client, TABLE_NAME)) }
}

async function foundHouses(api: Api, count: number): Promise<readonly MoneyPlace[]> {
  const places: MoneyPlace[] = []
  for (let i = 0; i < count; i += 1) {
    const place = await foundMoneyPlace(api, `maaned-${i}`, { beds: 2 })
    await place.admit('k-1804', '2026-10-03T10:00:00Z', '2026-10-06T10:00:00Z')
    await place.host.ok('book-cost', { ...inMonth(place, MONTH), body: { costOre: 10_000_000 + i } })
    places.push(place)
  }
  return places
}

it('npm run avregning runs a month beside the server, and without it, and goes on where it was stopped', async () => {
  const dataDir = tempDir()
  const { run, api } = await openRun(dataDir)
  const [first, ...others] = await foundHouses(api, 12)
  if (!first) throw new Error('no place')
  const late = await first.admit('k-1839', '2026-10-20T10:00:00Z', null, {
    expectedDepartureAt: '2026-10-22T11:00:00Z',
  })

  const ask = ['--data', dataDir, '--month', MONTH]
  const one = await command([...ask, '--agreement', first.agreementId])
  expect(one.said).toContain(`1/1  ${'Prøveavtalen'}`)
  expect(one.said).toContain('opphold uten avreise (1)')
  expect(one.code).toBe(0)
  expect(await first.host.ok('get-avregning', inMonth(first, MONTH))).toMatchObject({
    state: 'draft',
    completeness: { causes: [{ cause: 'stay-without-departure', stayId: late }] },
  })
  // The server is still the one that has the data, and its engine is alive.
  expect(isAlive(run.enginePid)).toBe(true)

  await others[0]?.host.ok('lock-avregning', inMonth(others[0], MONTH))
  process.kill(run.pid, 'SIGTERM')
  await run.over

  const stopped = await command([...ask, '--all'], (said, stop) => {
    if (said.includes('/12')) stop()
  })
  // On a machine that is busy enough the signal may come when all is done.
  if (stopped.code !== 0) {
    expect(stopped.said).toMatch(/Avbrutt etter \d+ av 12\. Samme kommando fortsetter\./)
    expect(stopped.code).toBe(130)
  }
  expect(existsSync(join(dataDir, 'run.json'))).toBe(false)

  const all = await command([...ask, '--all'])
  expect(all.said).toContain('Avregning 2026-10: 12 avtaler')
  expect(all.said).toMatch(/låst fra før +1\n +utkast, kan låses +10\n +utkast, ikke komplett +1\n/)
  expect(all.code).toBe(0)
  const again = await command([...ask, '--all'])
  expect(again.said).toContain('(11 av utkastene var som før, og er ikke skrevet på nytt)')

  const { api: later } = await openRun(dataDir)
  const host = await later.as({ role: 'host-finance', org: others[5]?.agreementId ?? '' })
  expect(await host.ok('get-avregning', inMonth(others[5] ?? first, MONTH))).toMatchObject({ state: 'draft' })
})

it.each([
  [['--all', '--data', '.trekkspill/finnes-ikke-her'], 'Det er ingen data i .trekkspill/finnes-ikke-her.'],
  [['--month', '2026-13', '--all'], '--month 2026-13 er ingen måned.'],
  [['--all', '--agreement', 'agr_x'], 'Bruk: npm run avregning'],
  [[], 'Bruk: npm run avregning'],
  [['--alle'], "Unknown option '--alle'"],
])('npm run avregning -- %j is refused with what is wrong', async (args, why) => {
  const { code, said } = await command(args)
  expect(said).toContain(why)
  expect(said).not.toContain('    at ')
  expect(code).toBe(1)
})

it('npm run avregning fails when an agreement cannot be run, and says which and why', async () => {
  const dataDir = tempDir()
  const { api } = await openRun(dataDir)
  const [place] = await foundHouses(api, 1)
  if (!place) throw new Error('no place')
  const { agreementId } = await foundMoneyPlace(api, 'uten-okonomi', { agreement: { finance: undefined } })
  const { code, said } = await command(['--all', '--data', dataDir, '--month', MONTH])
  expect(said).toMatch(new RegExp(`feilet +1\\n +${agreementId} `))
  expect(said).toMatch(/utkast, kan låses +1\n/)
  expect(code).toBe(1)
  const unknown = await command(['--data', dataDir, '--agreement', 'agr_ukjent'])
  expect(unknown).toMatchObject({ code: 1, said: 'Det er ingen avtale som heter agr_ukjent.\n' })
})
