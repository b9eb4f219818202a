import type { Plugin } from 'vite'
import { operationTableModule } from '../../lib/client/operation-table.ts'
import { PutAgreementRequest } from '../../lib/contract/agreement.ts'
import { KNOWN_FACTS } from '../../lib/contract/known-facts.ts'
import { HELSEFORETAK, KOMMUNER, SYKEHUS } from '../../lib/contract/party.ts'

const NAME = 'virtual:contract'
const OPERATION_TABLE = '/lib/client/operation-table.ts'

/**
 * The few facts of the contract that the browser needs at run time, taken out when the app is built:
 * importing the table itself would bring every schema, and the library behind them, into the first load.
 */
export function contractTables(): Plugin {
  return {
    name: 'contract-tables',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) => {
      if (id.endsWith(OPERATION_TABLE)) return operationTableModule()
      return id === `\0${NAME}` ? tables() : undefined
    },
  }
}

function tables(): string {
  const kommuner = KOMMUNER.map(({ kommunenummer, name }) => ({ kommunenummer, name }))
  const helseforetak = HELSEFORETAK.map(({ orgnr, name }) => ({ orgnr, name }))
  const RULE_DEFAULTS = PutAgreementRequest.shape.rules.parse(undefined)
  return Object.entries({ KOMMUNER: kommuner, HELSEFORETAK: helseforetak, SYKEHUS, RULE_DEFAULTS, KNOWN_FACTS })
    .map(([name, table]) => `export const ${name} = ${JSON.stringify(table)}\n`)
    .join('')
}
