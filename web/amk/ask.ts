import type { AnswerOf } from '../../lib/contract/routes.ts'
import { SERVICES, type Service } from '../../lib/contract/words.ts'
import type { Asker } from './asker.ts'

export type Row = AnswerOf<'find-beds'>['units'][number]

/** What the dispatcher looks for. Nothing about the patient but whose, what for, and what the bed must have. */
export type Ask = {
  readonly asker: Asker | undefined
  readonly service: Service
  readonly needs: readonly string[]
}

export const FIRST_ASK: Ask = { asker: undefined, service: SERVICES[0], needs: [] }

type Holdable = Pick<Row, 'bookable' | 'meetsNeeds' | 'status'>
/** A unit takes a hold as long as the party has a bookable bed there that gives what is needed, and nobody has closed it. */
export const canHold = ({ bookable, meetsNeeds, status }: Holdable): boolean =>
  bookable > 0 && meetsNeeds && status !== 'stengt'

type Position = { readonly lat: number; readonly lon: number }

/** Where the patients of a kommune are taken to be: at its own unit, the only place in it that the service knows. */
export function positionOf({ kommune }: Asker, units: readonly Row[]): Position | null {
  const own = units.find((unit) => unit.kommune === kommune)
  return own ? { lat: own.lat, lon: own.lon } : null
}

/** As a query takes it, where every value is text. */
export const inQuery = (position: Position | null): { lat?: string; lon?: string } =>
  position ? { lat: String(position.lat), lon: String(position.lon) } : {}
