import type { AnswerOf } from '../../../lib/contract/routes.ts'
import { SERVICES } from '../../../lib/contract/words.ts'
import { localOf } from '../../i18n/oslo-time.ts'

export type Stay = AnswerOf<'show-stay'>

type Wanted = {
  readonly admittedAt: string | undefined
  readonly departedAt: string | undefined
  readonly segments: Stay['segments']
  /** When each of them begins; the first with the stay itself. */
  readonly begins: readonly (string | undefined)[]
}

/** Only what is other than before; undefined where nothing is, or where a time is missing. A field shows no seconds. */
export function changesOf(
  stay: Pick<Stay, 'admittedAt' | 'departedAt' | 'segments'>,
  { admittedAt, departedAt, segments, begins }: Wanted,
) {
  const isOther = (written: string | undefined, before: string | null) =>
    before !== null && written !== undefined && localOf(written) !== localOf(before)
  const from = isOther(admittedAt, stay.admittedAt) ? admittedAt : undefined
  const until = isOther(departedAt, stay.departedAt) ? departedAt : undefined
  const starts = segments.map((segment, i) => {
    const written = begins[i]
    return i > 0 && isOther(written, segment.from) ? written : undefined
  })
  const isTold = segments.some((segment, i) => {
    const before = stay.segments[i]
    return segment.partyId !== before?.partyId || segment.service !== before.service || starts[i] !== undefined
  })
  if (admittedAt === undefined || (stay.departedAt !== null && departedAt === undefined)) return undefined
  if (begins.includes(undefined)) return undefined
  const ends = { ...(from ? { admittedAt: from } : {}), ...(until ? { departedAt: until } : {}) }
  if (isTold) {
    // The parts must cover the stay, whose ends are told too where they are moved in the same correction.
    const last = segments.length - 1
    return {
      ...ends,
      segments: segments.map(({ partyId, service, bedId, ...segment }, i) => ({
        from: (i === 0 ? from : starts[i]) ?? segment.from,
        until: (i === last ? until : starts[i + 1]) ?? segment.until,
        partyId,
        service: SERVICES.find((each) => each === service) ?? SERVICES[0],
        bedId,
      })),
    }
  }
  return from === undefined && until === undefined ? undefined : ends
}
