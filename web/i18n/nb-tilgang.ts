import type { AnswerOf, AskOf } from '../../lib/contract/routes.ts'
import type { Role } from '../../lib/contract/words.ts'

type Subscription = AnswerOf<'list-subscriptions'>['subscriptions'][number]
type Entry = AskOf<'put-access-list'>['body']['entries'][number]
type LogRecord = AnswerOf<'list-access'>['records'][number]
type SealFault = AnswerOf<'verify-access-log'>['faults'][number]['fault']

const FOR_WHAT: Readonly<Record<Role, string>> = {
  dispatcher: 'Navn på AMK eller legevakt',
  ward: 'Enhet',
  'ward-leader': 'Enhet',
  finance: 'Part',
  'host-finance': 'Avtalen',
  admin: 'Avtalen',
  auditor: 'Avtalen',
}

const STATES: Readonly<Record<Subscription['state'], string>> = {
  active: 'Sender',
  paused: 'På pause',
  disabled: 'Stanset',
}
const DISABLED: Readonly<Record<NonNullable<Subscription['disabledReason']>, string>> = {
  'receiver-silent': 'Mottakeren svarte ikke på fem døgn.',
  'receiver-gone': 'Mottakeren svarte at adressen ikke finnes lenger.',
}
const CALLED_BY: Readonly<Record<NonNullable<Entry['by']>, string>> = {
  user: 'Folk som logger inn',
  system: 'Et system som kaller selv',
}
const RESULTS: Readonly<Record<LogRecord['result'], string>> = {
  answered: 'fikk se',
  unchanged: 'hadde det fra før',
  refused: 'ble avvist',
}
const PURPOSES: Readonly<Record<NonNullable<LogRecord['purpose']>, string>> = {
  helsehjelp: 'helsehjelp',
  oppgjor: 'oppgjør',
  forvaltning: 'forvaltning',
  kontroll: 'kontroll',
}
const FAULTS: Readonly<Record<SealFault, string>> = {
  'records-changed': 'oppføringer er endret eller borte',
  'record-out-of-place': 'en oppføring står et annet sted enn den skal',
  'seal-missing': 'timen er ikke forseglet',
  'seal-not-ours': 'seglet er ikke vårt',
  'seal-not-linked': 'seglet henger ikke sammen med det før',
}

const HOURS = 24

/** The steps of signing in, as they stand in the log when somebody was turned away. */
const SIGN_IN: Readonly<Record<string, string>> = {
  session: 'Innlogging',
  'session-start': 'Begynn innlogging',
  'session-finish': 'Fullfør innlogging',
  'session-renew': 'Forny økten',
  'session-end': 'Logg ut',
}

/** What the pages about who may what, who is told and who has looked say; they come with them. */
export const TILGANG = {
  title: 'Tilgang og hendelser',
  nav: 'Delene av tilgangen',
  parts: { tilgang: 'Hvem slipper inn', abonnementer: 'Hvem får hendelsene' },
  toAgreement: 'Avtalen',
  list: {
    lead: 'Virksomhetene og systemene som slipper inn gjennom denne avtalen, og hva de kan være. Aldri enkeltpersoner. En endring gjelder innen et minutt.',
    none: 'Ingen står på listen ennå. Uten den slipper ingen inn med HelseID.',
    standing: (version: number, at: string) => `Versjon ${version}, lagret ${at}.`,
    add: 'Legg til',
    addTitle: 'Slipp inn en virksomhet',
    change: 'Endre',
    changeTitle: 'Endre hva de kan være',
    changeOf: (who: string) => `Endre ${who}`,
    remove: 'Ta ut',
    removeOf: (who: string) => `Ta ut ${who}`,
    removeTitle: (who: string) => `Skal ${who} ikke slippe inn lenger?`,
    removeLead:
      'Tilgangen er borte innen et minutt, også for dem som er logget inn. Sett heller en siste dato om de skal ut senere.',
    save: 'Lagre',
    org: (orgnr: string) => `Virksomhet ${orgnr}`,
    client: (id: string) => `bare klienten ${id}`,
    claimed: (name: string) => `bare de virksomheten kaller ${name}`,
    from: (fom: string) => `Fra ${fom}.`,
    fromTo: (fom: string, tom: string) => `Fra ${fom} til og med ${tom}.`,
    over: 'Gjelder ikke lenger.',
    later: 'Gjelder ikke ennå.',
    forWhat: FOR_WHAT,
    wholeAgreement: 'hele avtalen',
    calledBy: CALLED_BY,
    fields: {
      orgnr: 'Organisasjonsnummer',
      by: 'Hvem',
      clientId: 'HelseID-klient',
      claimedRole: 'Rolle fra virksomhetens egen innlogging',
      role: 'Kan være',
      fom: 'Fra og med',
      tom: 'Til og med',
    },
    hints: {
      orgnr: 'Ni siffer. Hovedenhetens nummer gjelder også alle under den.',
      clientId: 'Må være med for et system. Tomt: alle klienter virksomheten bruker.',
      claimedRole: 'Tomt: alle i virksomheten.',
      tom: 'Tomt: til noen tar dem ut.',
    },
    choose: 'Velg',
    missing: 'Må fylles ut.',
    faults: {
      orgnr: 'Dette er ikke et organisasjonsnummer.',
      'not-of-this-agreement': 'Står ikke i avtalen.',
      missing: 'Må fylles ut.',
      'before-fom': 'Er før den første datoen.',
      repeated: 'Står på listen fra før.',
      'too-many-organisations': 'Listen har for mange virksomheter.',
    } as Readonly<Record<string, string>>,
    wrong: 'Er ikke skrevet slik det skal.',
    newer: 'Noen andre lagret samtidig. Listen er hentet på nytt; se over den, og lagre igjen.',
  },
  subscriptions: {
    lead: 'Systemer som får vite hva som skjer på enhetene. Ingen hendelse sier noe om en pasient, et opphold eller hvem som betaler.',
    none: 'Ingen får hendelsene ennå.',
    add: 'Nytt abonnement',
    addTitle: 'Hvem skal få hendelsene?',
    changeTitle: (name: string) => `Endre ${name}`,
    states: STATES,
    disabled: DISABLED,
    standing: (events: number) => (events === 1 ? '1 slags hendelse' : `${events} slags hendelser`),
    failing: (since: string, next: string | null) =>
      `Mottakeren har ikke tatt imot siden ${since}.${next ? ` Vi prøver igjen ${next}.` : ''} Ingenting går tapt.`,
    earlier: (until: string) => `Den forrige hemmeligheten gjelder til ${until}.`,
    pause: 'Sett på pause',
    resume: 'Fortsett å sende',
    paused: 'Det som skjer nå, samles opp og sendes når du slår på igjen.',
    resumed: 'Alt mottakeren ikke har fått, kommer i rekkefølge.',
    change: 'Endre',
    rotate: 'Ny hemmelighet',
    rotateTitle: (name: string) => `Ny hemmelighet for ${name}?`,
    rotateLead: 'Meldingene signeres med begge til den gamle går ut.',
    overlap: 'Timer den gamle fortsatt gjelder',
    remove: 'Fjern',
    removeTitle: (name: string) => `Skal ${name} ikke få flere hendelser?`,
    removeLead: 'Abonnementet, hemmeligheten og listen over hva som er sendt, blir borte.',
    actOn: (act: string, name: string) => `${act}: ${name}`,
    save: 'Lagre',
    fields: { id: 'Navn', url: 'Adresse', types: 'Hendelser' },
    nameStands:
      'Navnet er valgt én gang, for mottakeren og loggen kjenner abonnementet på det. Vil du ha et annet, lag et nytt abonnement og fjern dette.',
    hints: {
      id: 'Små bokstaver, tall og bindestrek, for eksempel amk-nordland.',
      url: 'https, og åpen mot internett.',
    },
    all: 'Velg alle',
    noTypes: 'Velg minst én hendelse.',
    badId: 'Bare små bokstaver a–z, tall og bindestrek.',
    secret: {
      title: (name: string) => `Hemmeligheten til ${name}`,
      lead: 'Vises bare nå. Legg den inn hos mottakeren; er den borte, lag en ny.',
      copy: 'Kopier',
      copied: 'Kopiert.',
      done: 'Jeg har lagret den',
    },
    deliveries: {
      show: 'Hva som er sendt',
      hide: 'Skjul hva som er sendt',
      title: (name: string) => `Sendt til ${name}, nyeste først`,
      none: 'Ingenting er sendt den siste måneden.',
      columns: { at: 'Når', event: 'Hendelse', answer: 'Svar', act: 'Handling' },
      attempt: (n: number) => `forsøk ${n}`,
      taken: (status: number) => `tatt imot (${status})`,
      refused: (status: number) => `ikke tatt imot (${status})`,
      faults: {
        timeout: 'ikke svart i tide',
        unreachable: 'ikke nådd',
        'address-refused': 'adressen kan ikke brukes',
      } as Readonly<Record<string, string>>,
      resend: 'Send på nytt',
      resendOf: (id: string) => `Send ${id} på nytt`,
      resent: 'Sendes på nytt innen et minutt eller to.',
    },
  },
  log: {
    title: 'Tilgangsloggen',
    signIn: SIGN_IN,
    lead: 'Hvem som har sett hvilket opphold, når og hvorfor, og hvem som ble avvist. Et søk her står selv i loggen.',
    searchTitle: 'Søk',
    fields: {
      month: 'Måned',
      date: 'Dato',
      role: 'Rolle',
      result: 'Hva som skjedde',
      unit: 'Enhet',
      orgnr: 'Virksomhetens nummer',
    },
    all: 'alle',
    search: 'Søk',
    more: 'Vis flere',
    searching: 'Søker …',
    found: (rows: number, isAll: boolean) =>
      rows === 0
        ? 'Ingen treff.'
        : `${rows === 1 ? '1 oppføring' : `${rows} oppføringer`}${isAll ? '' : ', og flere'}.`,
    columns: { at: 'Når', who: 'Hvem', what: 'Hva', purpose: 'Formål', result: 'Utfall' },
    nobody: 'ukjent',
    results: RESULTS,
    purposes: PURPOSES,
    files: 'Ta med seg',
    filesLead: 'Filen har det samme utvalget som søket over.',
    excel: 'Hent som CSV for Excel',
    plain: 'Hent som CSV (RFC 4180)',
    fetching: 'Lager filen …',
    saved: (name: string) => `${name} er lastet ned.`,
    verify: 'Kontroll',
    verifyLead: 'Hver time er forseglet og lenket til timen før. Kontrollen viser om noe er endret siden.',
    verifyDate: 'Dato',
    verifyButton: 'Kontroller datoen',
    sound: (records: number, unsealedHours: number) =>
      unsealedHours >= HOURS
        ? 'Ingen time av datoen er forseglet ennå, så det er ikke noe å kontrollere mot.'
        : `Urørt: ${records === 1 ? '1 oppføring' : `${records} oppføringer`}.${unsealedHours === 0 ? '' : ` ${unsealedHours === 1 ? '1 time' : `${unsealedHours} timer`} er ikke forseglet ennå, og er ikke kontrollert.`}`,
    broken:
      'Loggen for datoen er ikke som da den ble forseglet. Ta vare på filen, og si fra til den som drifter tjenesten.',
    faults: FAULTS,
    whole: 'hele datoen',
  },
}
