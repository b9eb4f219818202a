import { spawnSync } from 'node:child_process'

export type Ran = { readonly ok: boolean; readonly said: string }
/** Runs another program and takes what it said; an argument, so that what is asked of AWS can be tested. */
export type Command = (program: string, ...args: readonly string[]) => Ran

export const command: Command = (program, ...args) => {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  return { ok: status === 0, said: error ? error.message : status === 0 ? stdout : stderr }
}

/** The same, but seen and answered by whoever sits there. */
export const inSight = (program: string, ...args: readonly string[]): boolean =>
  spawnSync(program, args, { stdio: 'inherit' }).status === 0
