import type { Plugin } from 'vite'
import { HELSEFORETAK, KOMMUNER, SYKEHUS } from '../../lib/contract/party.ts'
import { OPERATIONS, rowOf } from '../../lib/contract/routes.ts'

const NAME = 'virtual:contract'

/**
 * The few facts of the contract that the browser needs at run time, taken out when the app is built:
 * importing the table itself would bring every schema, and the library behind them, into the first load.
 */
export function contractTables(): Plugin {
  return {
    name: 'contract-tables',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) => (id === `\0${NAME}` ? tables() : undefined),
  }
}

function tables(): string {
  const operations = Object.fromEntries(
    OPERATIONS.map((operation) => [operation, [rowOf(operation).method, rowOf(operation).path]]),
  )
  const kommuner = KOMMUNER.map(({ kommunenummer, name }) => ({ kommunenummer, name }))
  const helseforetak = HELSEFORETAK.map(({ orgnr, name }) => ({ orgnr, name }))
  return Object.entries({ OPERATIONS: operations, KOMMUNER: kommuner, HELSEFORETAK: helseforetak, SYKEHUS })
    .map(([name, table]) => `export const ${name} = ${JSON.stringify(table)}\n`)
    .join('')
}
