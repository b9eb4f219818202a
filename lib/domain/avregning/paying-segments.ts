import { byText } from '../../kernel/by-text.ts'
import { type Instant, later } from '../../kernel/instant.ts'
import { startOfOsloDate } from '../../kernel/oslo-date.ts'
import { isKommuneParty, type PartyId, partyOfKommune, type StayId } from '../ids.ts'
import { oppholdskommuneOf } from '../stay/oppholdskommune.ts'
import type { Segment, StayRecord } from '../stay/stay-record.ts'
import { type Duty, dutiesOf } from '../stay/utskrivningsklar.ts'
import type { CountedStay, PayingSegment } from './count-dogn.ts'

/** A stay as avregning takes it in: the record's segments and what decides about their payer. */
export type PayableStay = {
  readonly stayId: StayId
  readonly departedAt: Instant | null
  readonly expectedDepartureAt: Instant | null
  /** Set once the discharge is decided, be the patient gone or not. */
  readonly dischargedTo: string | null
  readonly segments: readonly Segment[]
  /** Every round in which a kommune answers for a patient who is ready to leave. */
  readonly duties: readonly Duty[]
  /** The kommune that answers for the patient; null where nobody has said. */
  readonly oppholdskommune: PartyId | null
}

/** What a stay's record says to avregning. */
export function payableStayOf(record: StayRecord): PayableStay {
  const { stayId, departedAt, expectedDepartureAt, dischargedTo, segments, utskrivningsklar } = record
  const kommune = oppholdskommuneOf(record)
  return {
    stayId,
    departedAt,
    expectedDepartureAt,
    dischargedTo,
    segments,
    duties: dutiesOf(utskrivningsklar, departedAt),
    oppholdskommune: kommune === null ? null : partyOfKommune(kommune),
  }
}

type OpenSegment = Omit<Segment, 'bedId'>

/** In the order of time, and as one where only the bed changed: what is paid for is not where in the unit one lay. */
export function joinSegments(segments: readonly Segment[]): readonly OpenSegment[] {
  const joined: OpenSegment[] = []
  for (const { bedId: _bedId, ...segment } of segments.toSorted(
    byText(({ from, until }) => `${from} ${until ?? '~'}`),
  )) {
    const last = joined.at(-1)
    const goesOn =
      last?.until === segment.from &&
      last.partyId === segment.partyId &&
      last.service === segment.service &&
      last.unitId === segment.unitId
    if (goesOn) joined.splice(-1, 1, { ...last, until: segment.until })
    else joined.push(segment)
  }
  return joined
}

/** A stay that goes on is counted up to `horizon`; what lies beyond it belongs to a later run. */
export function countedStayOf({ stayId, departedAt, segments }: PayableStay, horizon: Instant): CountedStay {
  return {
    stayId,
    hasEnded: departedAt !== null,
    segments: joinSegments(segments).flatMap((segment) =>
      segment.until === null && segment.from > horizon ? [] : [{ ...segment, until: segment.until ?? horizon }],
    ),
  }
}

/**
 * `moves-payer`: from the first local date of duty up to the one on which it ends, what an HF pays for becomes the
 * kommune's, as service `utskrivningsklar`. Where a kommune pays already nothing moves. Segments still tile the stay.
 */
export function moveToKommune(
  segments: readonly PayingSegment[],
  { duties, oppholdskommune }: PayableStay,
): readonly PayingSegment[] {
  if (oppholdskommune === null) return segments
  return duties.reduce<readonly PayingSegment[]>(
    (moved, duty) => moved.flatMap((segment) => moveWithin(segment, duty, oppholdskommune)),
    segments,
  )
}

function moveWithin(segment: PayingSegment, duty: Duty, kommune: PartyId): readonly PayingSegment[] {
  if (isKommuneParty(segment.partyId)) return [segment]
  const from = later(startOfOsloDate(duty.from), segment.from)
  const dutyEnd = duty.until === null ? segment.until : startOfOsloDate(duty.until)
  const until = dutyEnd < segment.until ? dutyEnd : segment.until
  if (from >= until) return [segment]
  return [
    { ...segment, until: from },
    { ...segment, partyId: kommune, service: 'utskrivningsklar' as const, from, until },
    { ...segment, from: until },
  ].filter((part) => part.from < part.until)
}
