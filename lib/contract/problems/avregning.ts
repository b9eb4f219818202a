import type { ProblemRow } from './problem-row.ts'

/** What stands in the way of a month, a line, a dispute or a file. */
export const AVREGNING_PROBLEMS = {
  'agreement-without-finance': {
    status: 409,
    title: 'Avtalen sier ikke hvordan kostnaden deles',
    advice: 'Legg inn fordelingen i avtalen (finance), gjeldende fra før måneden.',
  },
  'avregning-not-found': {
    status: 404,
    title: 'Måneden er ikke avregnet ennå',
    advice: 'Verten må kjøre avregningen først.',
  },
  'avregning-locked': {
    status: 409,
    title: 'Måneden er låst',
    advice: 'Før kostnaden på neste åpne måned; sene opplysninger om opphold blir rettinger der.',
  },
  'locked-month': {
    status: 422,
    title: 'Ansvaret kan ikke skiftes inn i en låst måned',
    advice:
      'Avregningen for {month} er låst. Skift fra og med måneden etter. Skal det også gjelde før, rett delene av oppholdet med begrunnelse (corrections); det gir rettingslinjer i neste kjøring.',
  },
  'avregning-not-locked': {
    status: 409,
    title: 'Måneden er ikke låst ennå',
    advice: 'Vent til verten har låst den.',
  },
  'avregning-incomplete': {
    status: 409,
    title: 'Måneden kan ikke låses ennå',
    advice: 'Rett årsakene som er nevnt, og kjør avregningen på nytt.',
  },
  'avregning-changed': {
    status: 409,
    title: 'Tallene er endret siden du så på dem',
    advice: 'Se gjennom avregningen på nytt før du låser.',
  },
  'line-not-found': { status: 404, title: 'Parten er ikke med i denne måneden', advice: 'Sjekk partens id.' },
  'night-not-found': { status: 404, title: 'Døgnet står ikke på denne linjen', advice: 'Hent linjens døgn på nytt.' },
  'dispute-not-found': { status: 404, title: 'Innsigelsen finnes ikke', advice: 'Hent innsigelsene på nytt.' },
  'dispute-too-late': {
    status: 409,
    title: 'Fristen for innsigelser er ute',
    advice: 'Ta det opp med verten; en retting kommer i neste måned.',
  },
  'party-not-in-avregning': {
    status: 404,
    title: 'Parten har ingen del i denne måneden',
    advice: 'Sjekk partens id.',
  },
  'export-party-missing': {
    status: 422,
    title: 'Filen lages for én part om gangen',
    advice: 'Oppgi party, for eksempel party=k-1804.',
  },
  'no-invoice-to-host': {
    status: 422,
    title: 'Vertens egen del faktureres ikke',
    advice: 'Verten har betalt kostnaden selv og kan ikke fakturere seg selv. Bruk PDF, regneark eller KOSTRA.',
  },
  'nothing-to-invoice': {
    status: 409,
    title: 'Parten skal verken betale eller ha noe tilbake',
    advice: 'Bruk PDF eller regneark til arkivet.',
  },
  'ehf-party-incomplete': {
    status: 422,
    title: 'Avtalen mangler noe fakturaen må ha',
    advice: 'Legg inn feltene som er nevnt, i avtalen.',
  },
  'kostra-for-kommuner-only': {
    status: 422,
    title: 'KOSTRA-linjer er for kommuner',
    advice: 'Velg en kommune, eller et annet format.',
  },
  'night-already-answered': {
    status: 409,
    title: 'Døgnet står ikke lenger på parten',
    advice:
      'Avvis innsigelsen: et tidligere svar eller en retting har flyttet døgnet. Den som nå betaler for det, kan reise sin egen.',
  },
  'dispute-answered': { status: 409, title: 'Innsigelsen er besvart', advice: 'Det første svaret gjelder.' },
} as const satisfies Record<string, ProblemRow>
