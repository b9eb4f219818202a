import { accepted, type Result, refused } from '../../kernel/result.ts'
import type { TeamRole } from '../vocabulary.ts'
import type { RoomConflicts } from './best-fit.ts'
import type { DecisionContext } from './decide.ts'
import type { OverrideRecord } from './events.ts'
import type { OverrideIncomplete, RefusalOf } from './refusals.ts'

export type Override = { readonly reason: string; readonly roles: readonly TeamRole[] }

/** guarantee-holds: only a ward leader with the joint team behind may break it; a needless override is ignored. */
export function judgeOverride(
  override: Override | null,
  of: OverrideRecord['of'],
  { actor }: DecisionContext,
): Result<OverrideRecord | null, RefusalOf<OverrideIncomplete>> {
  if (override === null || of.length === 0) return accepted(null)
  if (actor.role !== 'ward-leader') return refused({ kind: 'override-needs-ward-leader' })
  const isJointTeam = override.roles.includes('lege') && override.roles.includes('sykepleier')
  return isJointTeam ? accepted({ ...override, of, criteria: [] }) : refused({ kind: 'override-needs-joint-team' })
}

export function judgeRoomOverride(
  { hard, lacking }: Pick<RoomConflicts, 'hard' | 'lacking'>,
  override: Override | null,
  ctx: DecisionContext,
) {
  const isBroken = hard.length > 0 || lacking.length > 0
  if (isBroken && override === null) {
    const missing = lacking.length > 0 ? { missingNeeds: lacking } : {}
    return refused({ kind: 'room-rule-broken' as const, rules: hard, ...missing })
  }
  return judgeOverride(override, isBroken ? ['room'] : [], ctx)
}
