/**
 * The one table, described once: CDK, the local run and the tests all make it from here.
 * Key attributes are strings; `ttl` is in epoch seconds and only ever tidies (expiry-is-judged).
 */
export const TABLE = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLive: 'ttl',
  indexes: {
    /** Live items of all units, by area: a lookup is one Query. Beside them every agreement, by its id. */
    gsi1: { partitionKey: 'gsi1pk', sortKey: 'gsi1sk', include: ['state'] },
    /** A unit's stays by their end, and with them what statistics count, by time: a month is one Query per unit. */
    gsi2: { partitionKey: 'gsi2pk', sortKey: 'gsi2sk', include: ['body'] },
  },
} as const

export type IndexName = keyof typeof TABLE.indexes
