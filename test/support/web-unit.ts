import type { Browser, Page } from 'playwright-core'
import { become } from '../../scripts/screens/scene.ts'
import type { World } from './web-world.ts'

/** Somebody at the unit, past the door, with that page of the unit's open. */
export async function openAtUnit(
  { open }: World,
  unitId: string,
  part: string,
  role: 'ward' | 'ward-leader' = 'ward-leader',
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const page = await open('/icon.svg', options)
  await become(page, { role, org: unitId, shownAs: unitId }, `/enhet/${unitId}/${part}`)
  return page
}
