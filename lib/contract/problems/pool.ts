import type { RefusalKind } from '../../domain/pool/refusals.ts'
import type { ProblemRow } from './problem-row.ts'

/**
 * What a decision about a unit's beds can be refused for, every kind of it. Passing a hold on is the service's own doing:
 * nobody outside can be told that it was too early.
 */
export const POOL_PROBLEMS = {
  'no-bookable-bed': { status: 409, title: 'Ingen ledig seng', advice: 'Velg en annen enhet, eller ring.' },
  'unit-closed': { status: 409, title: 'Enheten er stengt', advice: 'Velg en annen enhet.' },
  'unit-without-agreement': {
    status: 409,
    title: 'Enheten er ikke med i noen avtale nå',
    advice: 'Velg en annen enhet.',
  },
  'service-not-offered': { status: 422, title: 'Enheten tilbyr ikke denne tjenesten', advice: 'Velg en annen enhet.' },
  'needs-not-offered': {
    status: 422,
    title: 'Enheten kan aldri gi det pasienten trenger',
    advice: 'Velg en annen enhet. Trengs det ikke likevel, sett pasienten på listen uten det.',
  },
  'hold-not-found': { status: 404, title: 'Sengen er ikke holdt av', advice: 'Hent oversikten på nytt.' },
  'hold-expired': {
    status: 409,
    title: 'Tiden er ute; sengen er ikke lenger holdt av',
    advice: 'Hold av en seng på nytt.',
  },
  'hold-ended': { status: 409, title: 'Sengen er ikke lenger holdt av', advice: 'Hold av en seng på nytt.' },
  'not-your-hold': {
    status: 403,
    title: 'Bare den som holdt av sengen, eller enheten, kan gi den fri',
    advice: 'Ring enheten.',
  },
  'bed-not-found': { status: 404, title: 'Sengen finnes ikke', advice: 'Sjekk sengens id.' },
  'bed-not-free': { status: 409, title: 'Sengen er ikke ledig', advice: 'Velg en annen seng.' },
  'bed-occupied-then': {
    status: 409,
    title: 'Ingen tom seng på det tidspunktet',
    advice: 'Oppgi et tidspunkt etter at en seng ble tom, eller velg en annen seng.',
  },
  'bed-in-use': {
    status: 409,
    title: 'En seng i bruk kan ikke fjernes',
    advice: 'Flytt pasienten eller gi sengen fri først.',
  },
  'bed-not-blocked': { status: 409, title: 'Sengen er ikke sperret', advice: 'Ingenting å åpne.' },
  'bed-not-cleaning': { status: 409, title: 'Sengen venter ikke på renhold', advice: 'Ingenting å melde rent.' },
  'room-rule-broken': {
    status: 409,
    title: 'Rommet passer ikke for pasienten',
    advice: 'Velg et annet rom, eller overstyr med begrunnelse.',
  },
  'stay-not-found': { status: 404, title: 'Fant ikke oppholdet på enheten', advice: 'Sjekk oppholdets id.' },
  'stay-not-departed': {
    status: 409,
    title: 'Pasienten har ikke dratt',
    advice: 'Skriv ut pasienten nå, og rett tidspunktet og delene av oppholdet etterpå.',
  },
  'segments-do-not-tile': {
    status: 422,
    title: 'Delene av oppholdet henger ikke sammen',
    advice: 'Delene må dekke hele oppholdet uten hull og overlapp.',
  },
  'beds-overlap': {
    status: 409,
    title: 'En annen pasient lå i sengen da',
    advice: 'Rett tidspunktet, eller rett det andre oppholdet først.',
  },
  'same-bed': { status: 422, title: 'Pasienten ligger allerede i sengen', advice: 'Velg en annen seng.' },
  'same-stay': { status: 422, title: 'Et opphold kan ikke bytte med seg selv', advice: 'Velg et annet opphold.' },
  'same-unit': { status: 422, title: 'Pasienten er allerede på enheten', advice: 'Bruk flytting innen enheten.' },
  'assessment-says-no': {
    status: 422,
    title: 'Pasienten passer ikke etter kriteriene, eller noe er ikke avklart',
    advice: 'Avklar kriteriene som er nevnt, eller overstyr med leges begrunnelse.',
  },
  'assessment-missing': {
    status: 422,
    title: 'Enheten tar ikke inn noen uten vurdering',
    advice: 'Send svar på kriteriene med innleggelsen.',
  },
  'override-needs-doctor': {
    status: 422,
    title: 'Overstyring av kriterier krever lege',
    advice: 'Oppgi at lege står bak.',
  },
  'review-needs-joint-team': {
    status: 422,
    title: 'Vurderingen krever minst lege og sykepleier',
    advice: 'Oppgi begge rollene.',
  },
  'before-admission': {
    status: 422,
    title: 'Tidspunktet er før innleggelsen',
    advice: 'Oppgi et senere tidspunkt.',
  },
  'override-needs-joint-team': {
    status: 422,
    title: 'Overstyring krever både lege og sykepleier',
    advice: 'Oppgi begge rollene i det felles teamet.',
  },
  'override-needs-ward-leader': {
    status: 403,
    title: 'Bare leder ved enheten kan overstyre',
    advice: 'Tilkall leder.',
  },
  'time-in-the-future': {
    status: 422,
    title: 'Tidspunktet er ikke kommet ennå',
    advice: 'Oppgi når det faktisk skjedde.',
  },
  'time-not-in-the-future': {
    status: 422,
    title: 'Tidspunktet må ligge fram i tid',
    advice: 'Oppgi et senere tidspunkt.',
  },
  'before-segment-began': {
    status: 422,
    title: 'Tidspunktet er før pasienten kom til sengen',
    advice:
      'Oppgi et tidspunkt etter det som sist er ført på oppholdet. Dro pasienten før det, skriv ut nå, og rett delene av oppholdet etterpå.',
  },
  'waiting-list-full': {
    status: 409,
    title: 'Ventelisten er full',
    advice: 'Stryk dem som ikke lenger venter, eller velg en annen enhet.',
  },
  'waiting-not-found': { status: 404, title: 'Fant ikke plassen på ventelisten', advice: 'Hent ventelisten på nytt.' },
  'built-upon': {
    status: 409,
    title: 'Noe har skjedd på enheten etterpå',
    advice: 'Hent tavlen på nytt, og rett det som er feil.',
  },
  'nothing-to-undo': {
    status: 409,
    title: 'Det siste som skjedde, kan ikke angres',
    advice: 'Rett det som er feil, i stedet.',
  },
  'not-your-action': {
    status: 409,
    title: 'Det siste som skjedde, ble gjort av en annen',
    advice: 'Be den som gjorde det, om å angre.',
  },
  'too-late-to-undo': {
    status: 409,
    title: 'Fristen for å angre er ute',
    advice: 'Rett det som er feil, i stedet.',
  },
} as const satisfies Record<Exclude<RefusalKind, 'hold-not-silent'>, ProblemRow>
