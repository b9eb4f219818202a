import { buildWeb } from '../../infra/web.ts'

/** Once per run, before any file: two workers that built the app at once would each take the other's away. */
export default async function setUp(): Promise<void> {
  await buildWeb()
}
