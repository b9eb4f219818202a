/** The code words that a client needs to name by type, or lets people choose between. */
export { CRITERION_EFFECTS } from '../domain/assessment/criteria-set.ts'
export { BOKMAL } from '../domain/bokmal.ts'
export { isKad } from '../domain/stay/kad.ts'
export {
  CANCEL_REASONS,
  DECLINE_REASONS,
  DOCTORS_ON_DUTY,
  GENDER_NEEDS,
  LOOKUP_OUTCOMES,
  LOOKUP_REASONS,
  type LookupOutcome,
  type LookupReason,
  REVIEW_OUTCOMES,
  ROOM_NEEDS,
  type Role,
  SERVICES,
  type Service,
  TEAM_ROLES,
  type TeamRole,
  UNIT_KINDS,
  UTSKRIVNINGSKLAR_EVENTS,
} from '../domain/vocabulary.ts'
