import { wanted } from '../functions/runtime/env.ts'

/**
 * Stands in a bundle where the SDK would look for credentials in profiles, single sign-on and the machine it runs on, with
 * a client of its own for each: Lambda puts those of the function's role into the environment, and there alone.
 */
export const defaultProvider = () => async () => ({
  accessKeyId: wanted('AWS_ACCESS_KEY_ID'),
  secretAccessKey: wanted('AWS_SECRET_ACCESS_KEY'),
  sessionToken: wanted('AWS_SESSION_TOKEN'),
})
