import type { BedState } from './bed-state.ts'
import type { PoolEventType } from './events.ts'

/** What can move a bed or a hold on: an event, or the clock alone. Undoing moves nothing on; it puts back what was. */
export type Mover = Exclude<PoolEventType, 'action-undone'> | 'clock'

/** Whatever brings an isolation patient into a room or out of it shuts or opens the beds beside, where the rule is hard. */
const BESIDE_ISOLATION: readonly Mover[] = [
  'hold-placed',
  'hold-moved',
  'hold-declined',
  'hold-cancelled',
  'hold-passed-on',
  'waiting-promoted',
  'patient-admitted',
  'stay-moved',
  'stays-swapped',
  'stay-transferred-in',
  'stay-transferred-out',
  'patient-departed',
  'agreement-applied',
  'unit-described',
  'clock',
]
const HOLD_GONE: readonly Mover[] = [
  'hold-declined',
  'hold-cancelled',
  'hold-moved',
  'hold-passed-on',
  'patient-admitted',
  'stay-transferred-in',
  'clock',
]
const PATIENT_GONE: readonly Mover[] = ['patient-departed', 'stay-moved', 'stay-transferred-out']
const PATIENT_IN: readonly Mover[] = ['patient-admitted', 'stay-transferred-in', 'stay-moved']

/**
 * Every way from one bed state to the next, and what may cause it. A bed moves by its own events, by the clock, and by
 * what happens to the whole unit or to an isolation patient in the same room. One who is leaving may still be moved.
 * docs/generated/states.md draws it, and a property test holds every step of random histories against it.
 */
export const BED_TRANSITIONS: readonly {
  readonly from: BedState
  readonly to: BedState
  readonly by: readonly Mover[]
}[] = [
  { from: 'free', to: 'held', by: ['hold-placed', 'waiting-promoted', 'hold-moved'] },
  { from: 'free', to: 'occupied', by: PATIENT_IN },
  { from: 'free', to: 'leaving', by: ['stay-moved'] },
  { from: 'free', to: 'blocked', by: ['bed-blocked', ...BESIDE_ISOLATION] },
  { from: 'free', to: 'closed', by: ['unit-closed'] },
  { from: 'held', to: 'free', by: HOLD_GONE },
  { from: 'held', to: 'occupied', by: ['patient-admitted', 'stay-transferred-in'] },
  { from: 'held', to: 'closed', by: HOLD_GONE },
  { from: 'held', to: 'blocked', by: HOLD_GONE },
  { from: 'occupied', to: 'leaving', by: ['discharge-decided', 'stays-swapped'] },
  { from: 'occupied', to: 'free', by: PATIENT_GONE },
  { from: 'occupied', to: 'cleaning', by: PATIENT_GONE },
  { from: 'occupied', to: 'closed', by: PATIENT_GONE },
  { from: 'occupied', to: 'blocked', by: PATIENT_GONE },
  { from: 'leaving', to: 'occupied', by: ['stays-swapped'] },
  { from: 'leaving', to: 'free', by: PATIENT_GONE },
  { from: 'leaving', to: 'cleaning', by: PATIENT_GONE },
  { from: 'leaving', to: 'closed', by: PATIENT_GONE },
  { from: 'leaving', to: 'blocked', by: PATIENT_GONE },
  { from: 'cleaning', to: 'free', by: ['bed-cleaned'] },
  { from: 'cleaning', to: 'closed', by: ['bed-cleaned'] },
  { from: 'cleaning', to: 'blocked', by: ['bed-blocked', ...BESIDE_ISOLATION] },
  { from: 'blocked', to: 'free', by: ['bed-opened', ...BESIDE_ISOLATION] },
  { from: 'blocked', to: 'cleaning', by: ['bed-opened', ...BESIDE_ISOLATION] },
  { from: 'blocked', to: 'closed', by: ['bed-opened', ...BESIDE_ISOLATION] },
  { from: 'blocked', to: 'held', by: ['hold-moved'] },
  { from: 'blocked', to: 'occupied', by: PATIENT_IN },
  { from: 'blocked', to: 'leaving', by: ['stay-moved'] },
  { from: 'closed', to: 'free', by: ['unit-opened', 'clock'] },
  { from: 'closed', to: 'held', by: ['hold-moved'] },
  { from: 'closed', to: 'occupied', by: PATIENT_IN },
  { from: 'closed', to: 'leaving', by: ['stay-moved'] },
  { from: 'closed', to: 'blocked', by: ['bed-blocked', ...BESIDE_ISOLATION] },
]
