import type { Plugin } from 'vite'
import { operationTableModule } from '../../lib/client/operation-table.ts'
import { PutAgreementRequest } from '../../lib/contract/agreement.ts'
import { KNOWN_FACTS } from '../../lib/contract/known-facts.ts'
import { OUTGOING_DATA } from '../../lib/contract/outgoing-event.ts'
import { HELSEFORETAK, KOMMUNER, SYKEHUS } from '../../lib/contract/party.ts'
import { PROBLEMS } from '../../lib/contract/problems.ts'
import { OPERATIONS, rowOf } from '../../lib/contract/routes.ts'

const NAME = 'virtual:contract'
/** Apart, so that only those pages wait for it that show it. */
const CATALOGUE = 'virtual:catalogue'
const OPERATION_TABLE = '/lib/client/operation-table.ts'

/**
 * The few facts of the contract that the browser needs at run time, taken out when the app is built:
 * importing the table itself would bring every schema, and the library behind them, into the first load.
 */
export function contractTables(): Plugin {
  return {
    name: 'contract-tables',
    resolveId: (id) => (id === NAME || id === CATALOGUE ? `\0${id}` : undefined),
    load: (id) => {
      if (id.endsWith(OPERATION_TABLE)) return operationTableModule()
      if (id === `\0${CATALOGUE}`) return catalogue()
      return id === `\0${NAME}` ? tables() : undefined
    },
  }
}

function tables(): string {
  const kommuner = KOMMUNER.map(({ kommunenummer, name }) => ({ kommunenummer, name }))
  const helseforetak = HELSEFORETAK.map(({ orgnr, name }) => ({ orgnr, name }))
  const RULE_DEFAULTS = PutAgreementRequest.shape.rules.parse(undefined)
  return moduleOf({ KOMMUNER: kommuner, HELSEFORETAK: helseforetak, SYKEHUS, RULE_DEFAULTS, KNOWN_FACTS })
}

/** What each event and each operation is, in the words that the catalogue and the API's documentation have for it. */
const catalogue = (): string =>
  moduleOf({
    EVENTS: Object.entries(OUTGOING_DATA).map(([type, { description }]) => ({ type, text: description })),
    PROBLEMS: Object.fromEntries(Object.entries(PROBLEMS).map(([code, { title }]) => [code, title])),
    OPERATIONS: Object.fromEntries(OPERATIONS.map((operation) => [operation, rowOf(operation).summary])),
  })

const moduleOf = (tables: Readonly<Record<string, unknown>>): string =>
  Object.entries(tables)
    .map(([name, table]) => `export const ${name} = ${JSON.stringify(table)}\n`)
    .join('')
