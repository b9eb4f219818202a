import { resendEvent } from '../lib/usecases/deliveries.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'resend-event'> = ({ deps, now, params }) => resendEvent(deps, now, params)
