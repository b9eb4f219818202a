/** The closed code lists of docs/ordliste.md. Wire, store and domain use the same words; bokmål labels live in the web app. */
export const UNIT_KINDS = ['kad', 'sykestue', 'intermediaer', 'felles-dogn', 'dps'] as const
export type UnitKind = (typeof UNIT_KINDS)[number]

/** design.md section 5; stored per bed-night because national numbers mix them. */
export const SERVICES = [
  'kad-somatikk',
  'kad-psyk-rus',
  'observasjon',
  'utredning',
  'pre-post-op',
  'mellomledd',
  'utskrivningsklar',
  'dps',
  'sykestue',
  'rehabilitering',
  'lindrende',
] as const
export type Service = (typeof SERVICES)[number]

export const ROLES = ['dispatcher', 'ward', 'ward-leader', 'finance', 'host-finance', 'admin', 'auditor'] as const
export type Role = (typeof ROLES)[number]

/** Why a unit says no to a hold. */
export const DECLINE_REASONS = ['no-doctor', 'staffing', 'criteria', 'isolation', 'transport', 'full', 'other'] as const
export type DeclineReason = (typeof DECLINE_REASONS)[number]

/** Why the one who asked, or the unit, takes a hold back. */
export const CANCEL_REASONS = [
  'hospital-instead',
  'other-unit',
  'not-needed',
  'patient-wish',
  'transport',
  'distance',
  'other',
] as const
export type CancelReason = (typeof CANCEL_REASONS)[number]

/** Whether a doctor is there: in the unit, within call, or neither. */
export const DOCTORS_ON_DUTY = ['on-site', 'on-call', 'none'] as const
export type DoctorOnDuty = (typeof DOCTORS_ON_DUTY)[number]

/** The clinical roles that may stand behind an override; the joint team is both (Delrapport 5, model B). */
export const TEAM_ROLES = ['lege', 'sykepleier', 'psykologspesialist', 'spesialist'] as const
export type TeamRole = (typeof TEAM_ROLES)[number]

/** Needs that the choice of bed must answer; every other need is a matter of the unit's capabilities. */
export const ROOM_NEEDS = ['isolat', 'bariatrisk', 'ledsager', 'skjermet'] as const
export type RoomNeed = (typeof ROOM_NEEDS)[number]

/** Needs that say with whom a shared room can be shared. */
export const GENDER_NEEDS = ['kvinne', 'mann'] as const
export type GenderNeed = (typeof GENDER_NEEDS)[number]

export const REVIEW_OUTCOMES = ['continue', 'discharge', 'transfer'] as const
/** What the joint team decided at a review. */
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number]

/** The messages between HF and kommune about a patient who is ready to leave (NPR TypeTidspunkt 1, 2, 3, 4, 6, 7). */
export const UTSKRIVNINGSKLAR_EVENTS = [
  'varslet',
  'utskrivningsklar',
  'melding-sendt',
  'avmeldt',
  'kan-ikke-motta',
  'kan-motta',
] as const
export type UtskrivningsklarEvent = (typeof UTSKRIVNINGSKLAR_EVENTS)[number]

export const LOOKUP_OUTCOMES = ['held', 'phoned', 'hospital-instead', 'not-needed'] as const
export type LookupOutcome = (typeof LOOKUP_OUTCOMES)[number]

/** Why a suitable bed was not used. */
export const LOOKUP_REASONS = [
  'full',
  'stale',
  'no-doctor',
  'criteria',
  'patient-wish',
  'unanswered',
  'distance',
  'other',
] as const
export type LookupReason = (typeof LOOKUP_REASONS)[number]
