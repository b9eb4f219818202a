import { type IndexName, TABLE } from '../lib/store/table.ts'
import type { AccessRow } from '../test/support/measure-access.ts'

/** What each index is read for. */
const INDEX_USES: Readonly<Record<IndexName, string>> = {
  gsi1: 'søk: alle enheter, eller ett område, i én spørring',
  gsi2: 'opphold etter enhet og slutt, og utfall av søk etter enhet og tid: en måned er én spørring per enhet',
}

/** What each operation costs at the table, as the embedded engine counted it in a run of the measuring test's own world. */
export function accessPatternsPage(rows: readonly AccessRow[]): string {
  const indexes = Object.entries(TABLE.indexes).map(
    ([name, { partitionKey, sortKey, include }]) =>
      `| ${name} | \`${partitionKey}\`, \`${sortKey}\` | ${include.map((attribute) => `\`${attribute}\``).join(', ')} | ${INDEX_USES[name as IndexName]} |`,
  )
  const patterns = rows.map(
    ({ operation, on, roundTrips, readUnits, writeUnits }) =>
      `| ${operation} | ${on} | ${roundTrips} | ${readUnits} | ${writeUnits} |`,
  )
  return [
    '# Tilgangsmønstre',
    '',
    'Laget av `npm run docs`: hver operasjon kjørt én gang på den innebygde motoren (Dynoxide) med `ReturnConsumedCapacity`.',
    'En test holder rundturene og tallene fast. Lese- og skriveenheter er for tabell og indekser til sammen.',
    '',
    '| operasjon | på | rundturer | leseenheter | skriveenheter |',
    '|---|---|---|---|---|',
    ...patterns,
    '',
    '## Nøkler',
    '',
    `Tabellen har \`${TABLE.partitionKey}\` og \`${TABLE.sortKey}\`; \`${TABLE.timeToLive}\` rydder bare. Bare \`lib/store/keys.ts\` bygger nøkler.`,
    '',
    '| indeks | nøkler | tar med | brukes til |',
    '|---|---|---|---|',
    ...indexes,
    '',
  ].join('\n')
}
