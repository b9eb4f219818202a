import type { AnswerOf } from '../../lib/contract/routes.ts'
import { SERVICES, type Service } from '../../lib/contract/words.ts'

export type Row = AnswerOf<'find-beds'>['units'][number]

/** What the dispatcher looks for. Nothing about the patient but whose, what for, and what the bed must have. */
export type Ask = { readonly kommune: string | null; readonly service: Service; readonly needs: readonly string[] }

export const FIRST_ASK: Ask = { kommune: null, service: SERVICES[0], needs: [] }

/** A unit takes a hold as long as the kommune has a bookable bed there and nobody has closed it. */
export const canHold = (row: Row): boolean => row.bookable > 0 && row.status !== 'stengt'

/** Where a kommune's patients are taken to be: at its own unit, the only place in it that the service knows. */
export function positionOf(kommune: string | null, units: readonly Row[]): { lat: string; lon: string } | undefined {
  const own = units.find((unit) => unit.kommune === kommune)
  return own && { lat: String(own.lat), lon: String(own.lon) }
}
