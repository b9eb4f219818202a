import type { IndexName } from '../../lib/store/table.ts'
import type { PartName } from '../../lib/store/tx.ts'
import type { FunctionName } from '../bundle.ts'

/** The partitions of the table and of its indexes, as a policy matches them. `lib/store/keys.ts` builds the keys. */
export const PARTITIONS = {
  unit: 'UNIT#*',
  stay: 'STAY#*',
  patient: 'PATIENT#*',
  agreement: 'AGREEMENT#*',
  avregning: 'AVREGNING#*',
  criteria: 'CRITERIA*',
  idempotency: 'IDEMPOTENCY#*',
  ukpRates: 'UKP-RATES',
  lookup: 'LOOKUP#*',
  subscriptions: 'SUBSCRIPTIONS#*',
  deliveries: 'DELIVERIES#*',
  access: 'ACCESS#*',
  accessList: 'ACCESS-LIST#*',
} as const
/** Proofs of keys that were used once: every function behind the API writes them, and none can read one. */
export const PROOFS = 'PROOF#*'
/** In the access log's own table: what the functions behind the API write, and what the one that seals it does. */
export const LOGGED = 'ACCESS-LOG#*'
export const SEALS = 'ACCESS-SEAL'
export type Partition = keyof typeof PARTITIONS

/** Where each named part of a transaction is written. */
export const PARTITION_OF = {
  unit: 'unit',
  journal: 'unit',
  standing: 'unit',
  stay: 'stay',
  patient: 'patient',
  waiting: 'patient',
  idempotency: 'idempotency',
  agreement: 'agreement',
  cost: 'agreement',
  run: 'agreement',
  locks: 'agreement',
  dispute: 'agreement',
  piece: 'avregning',
  criteria: 'criteria',
  outcome: 'lookup',
  'ukp-rate': 'ukpRates',
  subscription: 'subscriptions',
  feed: 'subscriptions',
  resend: 'subscriptions',
  delivery: 'deliveries',
  access: 'access',
  'access-list': 'accessList',
} as const satisfies Record<PartName, Partition>

export type KeyGrants = {
  readonly reads: readonly Partition[]
  readonly puts: readonly Partition[]
  readonly removes: readonly Partition[]
  readonly checks: readonly Partition[]
  readonly queries: readonly IndexName[]
}

/** What a unit's own commands touch, whoever gives them. */
const UNIT_WRITES = {
  puts: ['idempotency', 'patient', 'stay', 'unit'],
  removes: ['patient', 'stay'],
} as const

/**
 * What each function may do, by the first part of the key. Written down to be read, and held to the code by tests: to what
 * each bundle can reach, both ways, and to what every operation does on the engine.
 */
export const KEY_GRANTS: Readonly<Record<FunctionName, KeyGrants>> = {
  availability: {
    reads: ['access', 'agreement', 'idempotency', 'lookup'],
    puts: ['idempotency', 'lookup'],
    removes: [],
    checks: [],
    queries: ['gsi1'],
  },
  ward: {
    ...UNIT_WRITES,
    reads: ['access', 'agreement', 'criteria', 'idempotency', 'patient', 'stay', 'unit'],
    // What is registered in a month holds only if the month was not locked meanwhile.
    checks: ['agreement'],
    queries: ['gsi2'],
  },
  finance: {
    reads: ['access', 'agreement', 'avregning', 'idempotency', 'stay', 'ukpRates', 'unit'],
    puts: ['agreement', 'avregning', 'idempotency'],
    removes: [],
    checks: ['agreement'],
    queries: ['gsi2'],
  },
  documents: { reads: ['access', 'agreement', 'avregning'], puts: [], removes: [], checks: [], queries: [] },
  audit: { reads: ['access', 'agreement'], puts: [], removes: [], checks: [], queries: [] },
  admin: {
    reads: [
      'access',
      'accessList',
      'agreement',
      'criteria',
      'deliveries',
      'idempotency',
      'patient',
      'stay',
      'subscriptions',
      'ukpRates',
      'unit',
    ],
    puts: [
      'access',
      'accessList',
      'agreement',
      'criteria',
      'idempotency',
      'patient',
      'stay',
      'subscriptions',
      'ukpRates',
      'unit',
    ],
    removes: ['access', 'patient', 'stay', 'subscriptions'],
    checks: ['unit'],
    queries: ['gsi1', 'gsi2'],
  },
  session: { reads: ['access', 'agreement'], puts: [], removes: [], checks: [], queries: [] },
  jobs: {
    reads: ['agreement', 'avregning', 'criteria', 'idempotency', 'patient', 'stay', 'ukpRates', 'unit'],
    puts: ['agreement', 'avregning', 'idempotency', 'patient', 'stay', 'unit'],
    removes: ['patient', 'stay'],
    checks: [],
    queries: ['gsi1', 'gsi2'],
  },
  // Sees nothing of beds: the access log is a table of its own.
  seal: { reads: [], puts: [], removes: [], checks: [], queries: [] },
  // What sends to strangers writes how far they have come, and nothing about a bed.
  outgoing: {
    reads: ['agreement', 'deliveries', 'subscriptions', 'unit'],
    puts: ['deliveries', 'subscriptions'],
    removes: ['subscriptions'],
    checks: [],
    queries: ['gsi1'],
  },
}
