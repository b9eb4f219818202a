import type { Data } from './grants.ts'

/*
 * CloudFormation fills a secret in when it deploys, so no template holds it. Functions' settings are encrypted with the
 * table's key: whoever reads a secret there may read the function's settings and use the key.
 */

/** For the function that shows a webhook's secret, and the one that signs with it. */
export const webhookEnvironment = ({ webhookKey }: Data) => ({ WEBHOOK_KEY: webhookKey.secretValue.unsafeUnwrap() })

/** For the function that seals the access log, and the one that shows whether it is as it was sealed. */
export const sealEnvironment = ({ sealKey }: Data) => ({ SEAL_KEY: sealKey.secretValue.unsafeUnwrap() })
