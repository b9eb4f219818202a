import { OPERATIONS, type Operation, rowOf } from '../contract/routes.ts'

/** What a client needs to know of a row at run time; where it asks with a query beside a body, the query's names too. */
export type OperationFacts = readonly [method: string, path: string, query?: readonly string[]]
export type OperationTable = Readonly<Record<Operation, OperationFacts>>

const namesIn = (query: object): object =>
  'shape' in query && typeof query.shape === 'object' ? (query.shape ?? {}) : {}

/** A bundle gets this table as it stands (`operationTableModule`), without the schemas and the library behind them. */
export const OPERATION_TABLE = Object.fromEntries(
  OPERATIONS.map((operation): [Operation, OperationFacts] => {
    const { method, path, query } = rowOf(operation)
    return [operation, method === 'GET' || !query ? [method, path] : [method, path, Object.keys(namesIn(query))]]
  }),
) as OperationTable

/** The source of this file as a bundle should have it. */
export const operationTableModule = (): string => `export const OPERATION_TABLE = ${JSON.stringify(OPERATION_TABLE)}\n`
