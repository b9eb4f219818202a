import { wanted } from './env.ts'

/** What the access log is sealed with. SEAL_KEY comes from Secrets Manager on AWS and from the data directory in the local run. */
export const sealKey = (): Uint8Array => Buffer.from(wanted('SEAL_KEY'), 'utf8')
