import type { ProblemRow } from './problem-row.ts'

/** What is asked of a unit, a stay or a lookup that is not there, or over. */
export const UNIT_PROBLEMS = {
  'unit-not-found': { status: 404, title: 'Enheten finnes ikke', advice: 'Sjekk enhetens id.' },
  'lookup-closed-already': {
    status: 409,
    title: 'Søket er avsluttet med et annet utfall',
    advice: 'Det første utfallet gjelder.',
  },
  'assessment-not-found': {
    status: 404,
    title: 'Pasienten ble tatt inn uten vurdering',
    advice: 'Ingenting å vise.',
  },
  'patient-already-admitted': {
    status: 409,
    title: 'Pasienten har allerede et opphold',
    advice: 'Overflytt eller skriv ut det andre oppholdet først.',
  },
  'stay-ended': { status: 409, title: 'Oppholdet er allerede avsluttet', advice: 'Hent tavlen på nytt.' },
  'older-scheme': {
    status: 422,
    title: 'Året hører til en eldre ordning',
    advice: 'Betalingsplikten i dag gjelder fra 2012.',
  },
} as const satisfies Record<string, ProblemRow>
