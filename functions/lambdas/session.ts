import { serveSession } from '../runtime/session/serve-session.ts'

export const handler = serveSession()
