import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

/** SHA-256 of a value's canonical JSON, in hex: equal values have equal hashes, in whatever order their keys were set. */
export const hashOf = (value: object): string => createHash('sha256').update(canonicalJson(value)).digest('hex')
