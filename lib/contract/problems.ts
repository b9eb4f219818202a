import type { RefusalKind } from '../domain/pool/refusals.ts'

export type ProblemCode =
  // Passing a hold on is the service's own doing; nobody outside can be told that it was too early.
  | Exclude<RefusalKind, 'hold-not-silent'>
  | 'unauthenticated'
  | 'token-refused'
  | 'proof-refused'
  | 'security-level-too-low'
  | 'scope-missing'
  | 'not-in-access-list'
  | 'acting-as-required'
  | 'issuer-unreachable'
  | 'access-list-not-found'
  | 'too-much-for-a-file'
  | 'access-list-does-not-add-up'
  | 'forbidden'
  | 'route-not-found'
  | 'method-not-allowed'
  | 'malformed-json'
  | 'invalid-request'
  | 'agreement-does-not-add-up'
  | 'criteria-do-not-add-up'
  | 'person-identifier-refused'
  | 'body-too-large'
  | 'unit-not-found'
  | 'agreement-not-found'
  | 'criteria-set-not-found'
  | 'variant-not-found'
  | 'assessment-not-found'
  | 'lookup-closed-already'
  | 'agreement-without-finance'
  | 'avregning-not-found'
  | 'avregning-locked'
  | 'avregning-not-locked'
  | 'avregning-incomplete'
  | 'avregning-changed'
  | 'line-not-found'
  | 'night-not-found'
  | 'dispute-not-found'
  | 'dispute-too-late'
  | 'dispute-answered'
  | 'party-not-in-avregning'
  | 'export-party-missing'
  | 'nothing-to-invoice'
  | 'ehf-party-incomplete'
  | 'kostra-for-kommuner-only'
  | 'patient-already-admitted'
  | 'stay-ended'
  | 'subscription-not-found'
  | 'subscription-not-active'
  | 'too-many-subscriptions'
  | 'webhook-address-refused'
  | 'event-not-sent'
  | 'patient-not-here'
  | 'event-too-old'
  | 'event-overtaken'
  | 'older-scheme'
  | 'idempotency-key-reused'
  | 'too-many-at-once'
  | 'precondition-required'
  | 'version-mismatch'
  | 'fhir-type-unknown'
  | 'fhir-parameter-unknown'
  | 'fhir-resource-not-found'
  | 'area-not-found'
  | 'store-busy'
  | 'internal-fault'

/**
 * Each problem's HTTP status, bokmål title, and the next thing to do.
 * 409: the world is not so just now. 422: it will never be so. 403 looks the same whether the thing exists or not.
 */
export const PROBLEMS = {
  unauthenticated: { status: 401, title: 'Du er ikke logget inn', advice: 'Logg inn på nytt.' },
  'token-refused': {
    status: 401,
    title: 'Innloggingen godtas ikke',
    advice: 'Logg inn på nytt. Hjelper det ikke, må den som drifter systemet ditt se på årsaken (cause).',
  },
  'proof-refused': {
    status: 401,
    title: 'Nøkkelbeviset (DPoP) godtas ikke',
    advice: 'Lag et nytt bevis for denne forespørselen. Årsaken (cause) sier hva som er galt.',
  },
  'security-level-too-low': {
    status: 401,
    title: 'Innloggingen er ikke sterk nok',
    advice: 'Logg inn med sikkerhetsnivå 4.',
  },
  'scope-missing': {
    status: 403,
    title: 'Systemet ditt har ikke bedt om tilgang hit',
    advice: 'Den som drifter systemet, må be HelseID om det omfanget som er nevnt (scope).',
  },
  'not-in-access-list': {
    status: 403,
    title: 'Virksomheten din står ikke i noen tilgangsliste',
    advice: 'Be avtaleforvalteren føre den opp.',
  },
  'acting-as-required': {
    status: 403,
    title: 'Du kan være flere her',
    advice: 'Si hvem du er nå, i hodet Acting-As, for eksempel «ward unit_salten».',
  },
  'issuer-unreachable': {
    status: 503,
    title: 'Innloggingstjenesten svarer ikke',
    advice: 'Prøv igjen om litt. Haster det, ring enheten.',
  },
  'access-list-not-found': {
    status: 404,
    title: 'Avtalen har ingen tilgangsliste ennå',
    advice: 'Lagre en med If-None-Match: *.',
  },
  'too-much-for-a-file': {
    status: 422,
    title: 'Det er for mye til én fil',
    advice: 'Ta en dato om gangen (date), eller velg enhet.',
  },
  'access-list-does-not-add-up': {
    status: 422,
    title: 'Tilgangslisten går ikke opp',
    advice: 'Rett feltene som er nevnt.',
  },
  forbidden: { status: 403, title: 'Du har ikke tilgang til dette', advice: 'Be den som eier avtalen om tilgang.' },
  'route-not-found': { status: 404, title: 'Adressen finnes ikke', advice: 'Se oversikten over ruter.' },
  'method-not-allowed': { status: 405, title: 'Metoden passer ikke til adressen', advice: 'Se hodet Allow.' },
  'malformed-json': { status: 400, title: 'Innholdet er ikke gyldig JSON', advice: 'Rett innholdet og send på nytt.' },
  'invalid-request': { status: 422, title: 'Noe i forespørselen er feil', advice: 'Rett feltene som er nevnt.' },
  'agreement-does-not-add-up': { status: 422, title: 'Avtalen går ikke opp', advice: 'Rett feltene som er nevnt.' },
  'criteria-do-not-add-up': { status: 422, title: 'Kriteriene går ikke opp', advice: 'Rett feltene som er nevnt.' },
  'person-identifier-refused': {
    status: 422,
    title: 'Fødselsnummer og lignende kan ikke lagres her',
    advice: 'Bruk journalsystemets egen referanse.',
  },
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
  'body-too-large': { status: 413, title: 'Innholdet er for stort', advice: 'Send mindre om gangen.' },
  'unit-not-found': { status: 404, title: 'Enheten finnes ikke', advice: 'Sjekk enhetens id.' },
  'agreement-not-found': { status: 404, title: 'Avtalen finnes ikke', advice: 'Sjekk avtalens id.' },
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
  'dispute-answered': { status: 409, title: 'Innsigelsen er besvart', advice: 'Det første svaret gjelder.' },
  'criteria-set-not-found': { status: 404, title: 'Kriteriesettet finnes ikke', advice: 'Se listen over sett.' },
  'variant-not-found': {
    status: 404,
    title: 'Enheten har ingen egne kriterier for tjenesten',
    advice: 'Kjernesettet gjelder.',
  },
  'assessment-not-found': {
    status: 404,
    title: 'Pasienten ble tatt inn uten vurdering',
    advice: 'Ingenting å vise.',
  },
  'lookup-closed-already': {
    status: 409,
    title: 'Søket er avsluttet med et annet utfall',
    advice: 'Det første utfallet gjelder.',
  },
  'patient-already-admitted': {
    status: 409,
    title: 'Pasienten har allerede et opphold',
    advice: 'Overflytt eller skriv ut det andre oppholdet først.',
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
  'no-bookable-bed': { status: 409, title: 'Ingen ledig seng', advice: 'Velg en annen enhet, eller ring.' },
  'unit-closed': { status: 409, title: 'Enheten er stengt', advice: 'Velg en annen enhet.' },
  'unit-without-agreement': {
    status: 409,
    title: 'Enheten er ikke med i noen avtale nå',
    advice: 'Velg en annen enhet.',
  },
  'service-not-offered': { status: 422, title: 'Enheten tilbyr ikke denne tjenesten', advice: 'Velg en annen enhet.' },
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
    title: 'Sengen var opptatt på det tidspunktet',
    advice: 'Rett tidspunktet eller velg en annen seng.',
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
  'stay-ended': { status: 409, title: 'Oppholdet er allerede avsluttet', advice: 'Hent tavlen på nytt.' },
  'older-scheme': {
    status: 422,
    title: 'Året hører til en eldre ordning',
    advice: 'Betalingsplikten i dag gjelder fra 2012.',
  },
  'stay-not-departed': { status: 409, title: 'Pasienten har ikke dratt', advice: 'Skriv ut pasienten i stedet.' },
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
    advice: 'Oppgi et senere tidspunkt.',
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
} as const satisfies Record<ProblemCode, { status: number; title: string; advice: string }>

/** A field or header and the rule it broke, as `errors[]` in a problem document. */
export type NamedError = { readonly pointer: string; readonly rule: string }

/** Refusals of those who come with HelseID's kind of token, which the local run's own tokens never meet. */
export const TOKEN_PROBLEMS = [
  'token-refused',
  'proof-refused',
  'security-level-too-low',
  'scope-missing',
  'not-in-access-list',
  'acting-as-required',
  'issuer-unreachable',
] as const satisfies readonly ProblemCode[]

/** What every operation may be refused with before it has begun, and so no row names. */
export const EDGE_PROBLEMS = [
  'unauthenticated',
  ...TOKEN_PROBLEMS,
  'forbidden',
  'route-not-found',
  'malformed-json',
  'invalid-request',
  'person-identifier-refused',
  'body-too-large',
  'store-busy',
  'internal-fault',
] as const satisfies readonly ProblemCode[]
