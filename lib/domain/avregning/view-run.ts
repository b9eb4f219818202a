import type { PartyId } from '../ids.ts'
import { MOST_SMALL } from '../statistics/suppress.ts'
import type { AvregningLine, AvregningRun, Cause } from './run.ts'

/** Who looks at a run: the host at all of it, a party at its own in full and at others' sums. */
export type Viewer = 'host' | PartyId

type ViewedLine = Omit<AvregningLine, 'services' | 'stays'> & { readonly services: AvregningLine['services'] | null }
type ViewedCorrection = Omit<AvregningRun['corrections'][number], 'removed' | 'added'> & {
  readonly removed: AvregningRun['corrections'][number]['removed'] | null
  readonly added: AvregningRun['corrections'][number]['added'] | null
}
type ViewedDuty = Omit<AvregningRun['betalingsplikt'][number], 'nights'> & {
  readonly nights: AvregningRun['betalingsplikt'][number]['nights'] | null
}
export type ViewedRun = Omit<AvregningRun, 'lines' | 'corrections' | 'betalingsplikt'> & {
  readonly lines: readonly ViewedLine[]
  readonly corrections: readonly ViewedCorrection[]
  readonly betalingsplikt: readonly ViewedDuty[]
}

/**
 * The run as one may see it. Everybody in the agreement sees the sums and how they came about, or nobody could trust them.
 * The nights of a stay are for the party that pays and for the host; where few stays stand behind another's line, not even
 * its services are told, for one admission from a small kommune in a month is somebody (norway.md § 14).
 */
export function viewRun(run: AvregningRun, viewer: Viewer): ViewedRun {
  const sees = (...partyIds: readonly PartyId[]) => viewer === 'host' || partyIds.includes(viewer)
  const seen = (cause: Cause): Cause =>
    viewer === 'host' ? cause : { ...cause, stayId: null, date: null, tom: undefined }
  return {
    ...run,
    lines: run.lines.map(({ stays, ...line }) => ({
      ...line,
      services: sees(line.partyId) || stays > MOST_SMALL ? line.services : null,
    })),
    corrections: run.corrections.map((correction) =>
      sees(correction.partyId) ? correction : { ...correction, removed: null, added: null },
    ),
    betalingsplikt: run.betalingsplikt.map((duty) => (sees(duty.kommune, duty.hf) ? duty : { ...duty, nights: null })),
    completeness: {
      ...run.completeness,
      causes: run.completeness.causes.map(seen),
      ...(run.completeness.notes && { notes: run.completeness.notes.map(seen) }),
    },
  }
}
