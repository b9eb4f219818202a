import type { BedId, PartyId, StayId, UnitId } from '../../lib/domain/ids.ts'
import type { Segment, StayRecord } from '../../lib/domain/stay/stay-record.ts'
import type { Service } from '../../lib/domain/vocabulary.ts'
import type { Instant } from '../../lib/kernel/instant.ts'
import { instant } from './pool-ledger.ts'

export type Piece = {
  readonly partyId?: string
  readonly service?: Service
  readonly from: string
  readonly unitId?: string
}

/** A stay from its pieces: each begins where the one before it ends, and the last ends with the stay. */
export function stayOf(
  stayId: string,
  pieces: readonly [Piece, ...Piece[]],
  departed: string | null,
  more: Partial<StayRecord> = {},
): StayRecord {
  const departedAt = departed === null ? null : instant(departed)
  const segments = pieces.map((piece, i): Segment => {
    const next = pieces[i + 1]
    return {
      from: instant(piece.from),
      until: next ? instant(next.from) : departedAt,
      partyId: (piece.partyId ?? 'k-1804') as PartyId,
      service: piece.service ?? 'kad-somatikk',
      unitId: (piece.unitId ?? 'unit_prove') as UnitId,
      bedId: 'bed_101a' as BedId,
    }
  })
  return {
    stayId: stayId as StayId,
    unitId: segments.at(-1)?.unitId ?? ('unit_prove' as UnitId),
    agreementId: null,
    referrer: null,
    reasonGroup: null,
    ageBand: null,
    oppholdskommune: null,
    admittedAt: instant(pieces[0].from),
    departedAt,
    dischargedTo: departedAt && 'hjem',
    reviewDueAt: instant('2030-01-01T00:00:00Z'),
    expectedDepartureAt: null,
    segments,
    utskrivningsklar: [],
    reviews: [],
    ...more,
  }
}

/**
 * Who lay there at a local midnight, by a second reading that shares nothing with lib/domain: a formatter says the local
 * date of the stay's first and last millisecond, and the nights are the dates between.
 */
export function localDate(at: Instant): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Oslo',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(new Date(at))
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}
