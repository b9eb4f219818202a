import type { BedState } from './bed-state.ts'
import type { PoolEventType } from './events.ts'

/** What can move a bed or a hold on: an event, or the clock alone. */
export type Mover = PoolEventType | 'clock'

/**
 * Every way from one bed state to the next, and what may cause it. A bed moves by its own events, by the clock, and by
 * what happens to the whole unit or to an isolation patient in the same room.
 * docs/generated/states.md draws it, and the pool's property tests hold every observed step against it.
 */
export const BED_TRANSITIONS: readonly {
  readonly from: BedState
  readonly to: BedState
  readonly by: readonly Mover[]
}[] = [
  { from: 'free', to: 'held', by: ['hold-placed', 'waiting-promoted', 'hold-moved'] },
  { from: 'free', to: 'occupied', by: ['patient-admitted', 'stay-transferred-in', 'stay-moved'] },
  {
    from: 'free',
    to: 'blocked',
    by: [
      'bed-blocked',
      'hold-placed',
      'patient-admitted',
      'stay-moved',
      'stay-transferred-in',
      'stays-swapped',
      'waiting-promoted',
      'hold-moved',
      'agreement-applied',
      'unit-described',
      'clock',
    ],
  },
  { from: 'free', to: 'closed', by: ['unit-closed'] },
  {
    from: 'held',
    to: 'free',
    by: ['hold-declined', 'hold-cancelled', 'hold-moved', 'patient-admitted', 'stay-transferred-in', 'clock'],
  },
  { from: 'held', to: 'occupied', by: ['patient-admitted', 'stay-transferred-in'] },
  {
    from: 'held',
    to: 'closed',
    by: ['hold-declined', 'hold-cancelled', 'hold-moved', 'patient-admitted', 'stay-transferred-in', 'clock'],
  },
  {
    from: 'held',
    to: 'blocked',
    by: ['hold-moved', 'hold-declined', 'hold-cancelled', 'patient-admitted', 'stay-transferred-in', 'clock'],
  },
  { from: 'occupied', to: 'leaving', by: ['discharge-decided'] },
  { from: 'occupied', to: 'free', by: ['patient-departed', 'stay-moved', 'stay-transferred-out'] },
  { from: 'occupied', to: 'closed', by: ['patient-departed', 'stay-moved', 'stay-transferred-out'] },
  { from: 'occupied', to: 'cleaning', by: ['patient-departed', 'stay-moved', 'stay-transferred-out'] },
  { from: 'occupied', to: 'blocked', by: ['patient-departed', 'stay-moved', 'stay-transferred-out'] },
  { from: 'leaving', to: 'free', by: ['patient-departed', 'stay-moved', 'stay-transferred-out'] },
  { from: 'leaving', to: 'closed', by: ['patient-departed', 'stay-moved', 'stay-transferred-out'] },
  { from: 'leaving', to: 'cleaning', by: ['patient-departed', 'stay-moved', 'stay-transferred-out'] },
  { from: 'leaving', to: 'blocked', by: ['patient-departed', 'stay-moved', 'stay-transferred-out'] },
  { from: 'leaving', to: 'occupied', by: ['stays-swapped'] },
  { from: 'occupied', to: 'occupied', by: ['stays-swapped'] },
  { from: 'cleaning', to: 'free', by: ['bed-cleaned'] },
  { from: 'cleaning', to: 'closed', by: ['bed-cleaned'] },
  { from: 'cleaning', to: 'blocked', by: ['bed-blocked', 'clock'] },
  { from: 'blocked', to: 'free', by: ['bed-opened', 'clock', 'patient-departed', 'stay-moved'] },
  { from: 'blocked', to: 'cleaning', by: ['bed-opened', 'clock'] },
  { from: 'blocked', to: 'closed', by: ['bed-opened', 'clock'] },
  { from: 'closed', to: 'free', by: ['unit-opened', 'clock'] },
  { from: 'closed', to: 'occupied', by: ['patient-admitted', 'stay-transferred-in', 'stay-moved'] },
  { from: 'closed', to: 'blocked', by: ['bed-blocked'] },
  { from: 'closed', to: 'held', by: ['hold-moved'] },
]
