import type { Data } from './grants.ts'

/**
 * For the function that shows a secret, and the one that signs with it. CloudFormation fills it in when it deploys, so no
 * template holds it; it can be read by whoever may read the function's own settings, and that is nobody but who deploys.
 */
export const webhookEnvironment = ({ webhookKey }: Data) => ({ WEBHOOK_KEY: webhookKey.secretValue.unsafeUnwrap() })
