import { useEffect, useState } from 'preact/hooks'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { callAs } from '../api/call.ts'
import { takeToken } from '../session/local-sign-in.ts'

export type Rows = AnswerOf<'find-beds'>['units']
export type Region =
  | { readonly state: 'waiting' | 'failed' }
  | {
      readonly state: 'here'
      readonly units: Rows
      /** The rows as one kommune sees them; undefined when nobody answered. */
      readonly seenBy: (kommune: string) => Promise<Rows | undefined>
    }

const DOOR = { role: 'dispatcher', org: 'innlogging', shownAs: '' } as const
const ANY_KOMMUNE = '1804'

/** The units there are to choose from, read the way a dispatcher would, before anybody is signed in. */
export function useRegion(): Region {
  const [region, setRegion] = useState<Region>({ state: 'waiting' })
  useEffect(() => {
    let isGone = false
    const look = async (): Promise<Region> => {
      const door = await takeToken(DOOR)
      if (!door) return { state: 'failed' }
      const seenBy = async (kommune: string) => {
        const reply = await callAs(door.authority, 'find-beds', { query: { kommune } })
        return reply.kind === 'answer' ? reply.value.units : undefined
      }
      const units = await seenBy(ANY_KOMMUNE)
      return units ? { state: 'here', units, seenBy } : { state: 'failed' }
    }
    void look().then((found) => isGone || setRegion(found))
    return () => {
      isGone = true
    }
  }, [])
  return region
}
