import { accessLogBeside } from '../../../lib/store/create-table.ts'
import type { Deps } from '../../../lib/usecases/deps.ts'
import { localClient } from '../engine.ts'
import { LOCAL_ACCESS_LOG_DAYS, TABLE_NAME } from '../server.ts'
import { loadRegion } from './load-region.ts'
import { chanceOf } from './random.ts'
import { readRegion } from './region.ts'

const HISTORY_DOGN = 91

/** Before the first request is served: three months of the demo region in a new table, or its wards' «stemmer» in an old one. */
export async function loadDemoRegion(
  { endpoint, nowMs }: { readonly endpoint: string; readonly isNewTable: boolean; readonly nowMs: number },
  say: (line: string) => void,
): Promise<void> {
  const client = localClient(endpoint)
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
  const store = { client, tableName: TABLE_NAME, pause }
  const deps: Deps = {
    store,
    accessLog: accessLogBeside(store, LOCAL_ACCESS_LOG_DAYS),
    newId: (prefix) => {
      throw new RangeError(`the demo region makes its own ids, and no ${prefix}`)
    },
    random: chanceOf('jitter').next,
  }
  try {
    await loadRegion(deps, readRegion(), { nowMs, historyDogn: HISTORY_DOGN }, say)
  } finally {
    client.destroy()
  }
}
