import type { ProblemRow } from './problem-row.ts'

/** What other systems ask for, are told, and tell. */
export const INTEGRATION_PROBLEMS = {
  'fhir-type-unknown': {
    status: 404,
    title: 'Denne ressurstypen finnes ikke her',
    advice: 'Se GET /fhir/R4/metadata.',
  },
  'fhir-parameter-unknown': {
    status: 400,
    title: 'Søket har parametere som ikke er kjent',
    advice: 'Se GET /fhir/R4/metadata, eller søk uten Prefer: handling=strict.',
  },
  'fhir-resource-not-found': { status: 404, title: 'Ressursen finnes ikke', advice: 'Søk på nytt.' },
  'area-not-found': {
    status: 404,
    title: 'Ingen enheter i dette området',
    advice: 'Sjekk områdets kode; den står på enhetene.',
  },
  'subscription-not-found': { status: 404, title: 'Abonnementet finnes ikke', advice: 'Se listen over abonnementer.' },
  'subscription-not-active': {
    status: 409,
    title: 'Abonnementet er ikke i gang',
    advice: 'Sett det i gang igjen; da kommer alt det ikke har fått.',
  },
  'too-many-subscriptions': {
    status: 409,
    title: 'Avtalen har så mange abonnementer den kan ha',
    advice: 'Fjern et som ikke er i bruk.',
  },
  'webhook-address-refused': {
    status: 422,
    title: 'Hendelser kan ikke sendes til denne adressen',
    advice: 'Oppgi en https-adresse på port 443 som nås fra internett.',
  },
  'event-not-sent': {
    status: 404,
    title: 'Hendelsen er ikke sendt til dette abonnementet den siste måneden',
    advice: 'Se leveringene; det som ikke er sendt ennå, kommer av seg selv.',
  },
  'patient-not-here': {
    status: 409,
    title: 'Pasienten er ikke innlagt på enheten',
    advice: 'Er innleggelsen på vei, send hendelsen på nytt når den er kommet fram.',
  },
  'event-too-old': {
    status: 422,
    title: 'Hendelsen er for gammel til å føres av seg selv',
    advice: 'La enheten rette oppholdet for hånd.',
  },
  'event-overtaken': {
    status: 409,
    title: 'Noe nyere har skjedd med sengen',
    advice: 'Ikke send hendelsen på nytt; hent tavlen.',
  },
} as const satisfies Record<string, ProblemRow>
