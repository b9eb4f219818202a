import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { Installation, NOBODYS } from './aws/installation.ts'
import type { Stage } from './aws/settings.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Where whoever deploys writes what is their own. Not in the repository. */
export const installationFile = (stage: Stage): string => join(ROOT, `installation.${stage}.json`)

/** Without a file, nobody's: enough to read the templates, and not to deploy them. Throws on a file that says something else. */
export function readInstallation(stage: Stage): Installation {
  const file = installationFile(stage)
  if (!existsSync(file)) return NOBODYS
  const read = Installation.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!read.success) throw new RangeError(`${file}\n${z.prettifyError(read.error)}`)
  return read.data
}
