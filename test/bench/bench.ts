import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startEngine } from '../../infra/local/engine.ts'
import { benchBundles } from './bundles.ts'
import { benchClaim, benchLookup, growHistory, makeRegion } from './engine-bench.ts'
import { benchCountry, benchMonth } from './month-bench.ts'
import { printTable, type Row } from './paired.ts'
import { benchVisibility } from './visibility.ts'

/** One table and one JSON file, every ratio from this one run; nothing here is asserted, the machine is too noisy. */
const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const rounds = values.quick ? 40 : 200
const say = (line: string) => process.stderr.write(`${line}\n`)

const engine = await startEngine(null)
const rows: Row[] = []
try {
  say(`Motor: ${engine.name}. Bygger 60 enheter …`)
  const region = await makeRegion(engine.endpoint, 60)
  say('Måler søk og hold …')
  const lookupBefore = await benchLookup(region, rounds)
  const claimBefore = await benchClaim(region, rounds)
  const claimWithRead = await benchClaim(region, rounds, 'with-read')
  say('Legger til ti ganger så mye historikk …')
  await growHistory(region, 10)
  const lookupAfter = await benchLookup(region, rounds)
  const claimAfter = await benchClaim(region, rounds)
  rows.push(
    { what: 'søk over 60 enheter / bare Query', aim: '≤ 1,5', ...lookupBefore },
    { what: 'hold / bare TransactWriteItems', aim: '≤ 1,5', ...claimBefore },
    { what: 'hold / bare BatchGetItem og TransactWriteItems', ...claimWithRead },
    {
      what: 'søk, 10× historikk / før',
      ratio: lookupAfter.oursMs / lookupBefore.oursMs,
      aim: '≤ 1,1',
      oursMs: lookupAfter.oursMs,
      bareMs: lookupBefore.oursMs,
    },
    {
      what: 'hold, 10× historikk / før',
      ratio: claimAfter.oursMs / claimBefore.oursMs,
      aim: '≤ 1,1',
      oursMs: claimAfter.oursMs,
      bareMs: claimBefore.oursMs,
    },
    ...(await benchVisibility(region, values.quick ? 5 : 20)),
  )
  say('Måler måneden …')
  rows.push(...(await benchMonth(engine.endpoint, rounds)))
  rows.push(...(await benchCountry(engine.endpoint, values.quick, say)))
} finally {
  await engine.stop()
}
say('Pakker og måler importtid …')
rows.push(...(await benchBundles(values.quick ? 3 : 9)))
printTable(rows)
const out = fileURLToPath(new URL('../../.build/', import.meta.url))
mkdirSync(out, { recursive: true })
writeFileSync(`${out}bench.json`, JSON.stringify({ engine: engine.name, node: process.version, rows }, null, 2))
say('Skrevet til .build/bench.json')
process.exit(0)
