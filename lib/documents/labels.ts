import type { COUNTING_RULES } from '../domain/agreement/agreement.ts'
import type { CAUSES, DisputeOutcome, DisputeReason, RunState } from '../domain/avregning/run.ts'
import type { Service } from '../domain/vocabulary.ts'

/** Bokmål of docs/ordliste.md (a test compares); files go to people who have no app to translate codes for them. */
export const SERVICE_LABELS = {
  'kad-somatikk': 'KAD, somatikk',
  'kad-psyk-rus': 'KAD, psykisk helse og rus',
  observasjon: 'observasjon',
  utredning: 'utredning',
  'pre-post-op': 'før og etter operasjon',
  mellomledd: 'mellomledd',
  utskrivningsklar: 'utskrivningsklar',
  dps: 'DPS',
  sykestue: 'sykestue',
  rehabilitering: 'rehabilitering',
  lindrende: 'lindrende behandling',
} as const satisfies Record<Service, string>

export const RUN_STATE_LABELS = {
  draft: 'utkast',
  locked: 'låst',
  approved: 'godkjent',
} as const satisfies Record<RunState, string>

export const CAUSE_LABELS = {
  'cost-not-booked': 'kostnad ikke ført',
  'month-not-ended': 'måneden er ikke slutt',
  'no-agreement-in-month': 'ingen avtale i måneden',
  'stay-without-departure': 'opphold uten avreise',
  'stay-and-journal-differ': 'opphold og journal er uenige',
  'journal-broken': 'journal mangler hendelse',
  'beds-overlap': 'to i samme seng',
  'oppholdskommune-unknown': 'oppholdskommune mangler',
  'guest-rate-missing': 'gjestepris mangler',
  'ukp-rate-missing': 'døgnpris mangler',
} as const satisfies Record<(typeof CAUSES)[number], string>

export const DISPUTE_REASON_LABELS = {
  'not-our-patient': 'ikke vår pasient',
  'wrong-dates': 'feil datoer',
  'wrong-service': 'feil tjeneste',
  'wrong-key': 'feil nøkkel',
  other: 'annet',
} as const satisfies Record<DisputeReason, string>

export const DISPUTE_OUTCOME_LABELS = {
  upheld: 'medhold',
  rejected: 'avvist',
  withdrawn: 'trukket',
} as const satisfies Record<DisputeOutcome, string>

/** What counts as a betalingsdøgn, as the agreement's rule says it. */
export const COUNTING_RULE_LABELS = {
  midnight: 'hver midnatt i seng',
  'calendar-day': 'hver kalenderdato oppholdet berører',
  'started-24h': 'hvert påbegynte døgn (24 timer) fra innleggelsen',
  hours: 'faktiske timer delt på 24',
} as const satisfies Record<(typeof COUNTING_RULES)[number], string>
