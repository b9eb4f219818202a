import type { ProblemRow } from './problem-row.ts'

/** What is wrong with a request whatever it asks for, and when the service itself cannot. */
export const REQUEST_PROBLEMS = {
  'route-not-found': { status: 404, title: 'Adressen finnes ikke', advice: 'Se oversikten over ruter.' },
  'method-not-allowed': { status: 405, title: 'Metoden passer ikke til adressen', advice: 'Se hodet Allow.' },
  'malformed-json': { status: 400, title: 'Innholdet er ikke gyldig JSON', advice: 'Rett innholdet og send på nytt.' },
  'invalid-request': { status: 422, title: 'Noe i forespørselen er feil', advice: 'Rett feltene som er nevnt.' },
  'person-identifier-refused': {
    status: 422,
    title: 'Fødselsnummer og lignende kan ikke lagres her',
    advice: 'Bruk journalsystemets egen referanse.',
  },
  'body-too-large': { status: 413, title: 'Innholdet er for stort', advice: 'Send mindre om gangen.' },
  'idempotency-key-reused': {
    status: 422,
    title: 'Nøkkelen er brukt til en annen forespørsel',
    advice: 'Lag en ny Idempotency-Key.',
  },
  'too-many-at-once': { status: 409, title: 'Mange endrer enheten samtidig', advice: 'Prøv igjen om litt.' },
  'precondition-required': {
    status: 428,
    title: 'Versjonen må oppgis',
    advice: 'Send If-Match, eller If-None-Match: * for ny.',
  },
  'version-mismatch': {
    status: 412,
    title: 'Noen andre har endret dette',
    advice: 'Hent siste versjon og prøv igjen.',
  },
  'store-busy': { status: 503, title: 'Tjenesten er opptatt', advice: 'Prøv igjen om litt.' },
  'internal-fault': {
    status: 500,
    title: 'Noe gikk galt hos oss',
    advice: 'Ring enheten, og meld fra med feilnummeret.',
  },
} as const satisfies Record<string, ProblemRow>
