/** The access log's table, apart from the service's own: nothing in it is ever changed, and TTL ends what is old enough. */
export const ACCESS_LOG_TABLE = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLive: 'ttl',
  indexes: {},
} as const
