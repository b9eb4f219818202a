import { instantsOf } from '../i18n/oslo-time.ts'

/** What somebody reads off a clock in Norway. `isSecond`: the later of the two times that the night in October gives. */
export type WallTime = { readonly local: string; readonly isSecond: boolean }
export const NO_TIME: WallTime = { local: '', isSecond: false }

/** Undefined where nothing is written, or a time that no clock has shown. */
export const instantOfWall = ({ local, isSecond }: WallTime): string | undefined => {
  const instants = instantsOf(local)
  return (isSecond ? instants[1] : undefined) ?? instants[0]
}

/** What goes to the service: a time that no clock has shown goes as it is written, and is refused by name. */
export const wireTime = (wall: WallTime): string | undefined =>
  wall.local === '' ? undefined : (instantOfWall(wall) ?? wall.local)
