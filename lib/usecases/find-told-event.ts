import type { AgreementId } from '../domain/ids.ts'
import { type OutgoingEvent, placeOfEvent, tellMonths, tellUnitEvent } from '../domain/outgoing/outgoing-event.ts'
import { latest } from '../kernel/instant.ts'
import { listRuns } from '../store/avregning-store.ts'
import type { Store } from '../store/store-client.ts'
import { listEvents } from '../store/unit-store.ts'

/** An event that was told once, as it was told: made again from where it stands. */
export async function findToldEvent(
  store: Store,
  agreementId: AgreementId,
  eventId: string,
): Promise<OutgoingEvent | undefined> {
  const place = placeOfEvent(eventId)
  if (!place) return (await listMonthEvents(store, agreementId)).find(({ id }) => id === eventId)
  const [event] = await listEvents(store, place.unitId, [place.seq])
  return (event && tellUnitEvent(place.unitId, agreementId, event)) ?? undefined
}

/** What there is to tell of an agreement's months, oldest first. */
export async function listMonthEvents(store: Store, agreementId: AgreementId): Promise<readonly OutgoingEvent[]> {
  const runs = await listRuns(store, agreementId)
  return tellMonths(
    agreementId,
    runs.map(({ month, state, lockedAt, approvals }) => ({
      month,
      lockedAt,
      approvedAt: state === 'approved' ? latest(approvals.map(({ at }) => at)) : null,
    })),
  )
}
