import type { PathParameter } from '../path-parameters.ts'
import type { ROUTES_BY_SUBJECT } from '../routes.ts'

export const ABOUT = `Trekkspill lar kommuner og helseforetak dele sengene i felles døgnenheter og KAD-plasser.

Tider er ISO 8601 i UTC, datoer og måneder er norske, beløp er hele øre. Ukjente felt i en forespørsel avvises ved navn; svar kan få flere felt.
En avvisning er et problemdokument (RFC 9457) på bokmål: \`type\` er \`urn:problem:<kode>\`, og \`errors\` peker på feltet og regelen.
Fødselsnummer og lignende avvises overalt og gjentas aldri.`

export const SUBJECTS: Readonly<Record<keyof typeof ROUTES_BY_SUBJECT, readonly [name: string, text: string]>> = {
  lookup: ['Oppslag', 'Hvor er det en seng pasientens kommune eller HF kan bruke?'],
  hold: ['Hold', 'En seng holdes av en liten stund, og enheten svarer ja eller nei.'],
  stay: ['Opphold', 'Fra innleggelse til avreise, med part, tjeneste og seng for hvert døgn.'],
  unit: ['Enhet', 'Tavlen, sengene, bemanningen og journalen.'],
  waiting: ['Venteliste', 'Hvem som venter på plass i enheten.'],
  criteria: ['Kriterier', 'Hva som skal til for å bli lagt inn, med versjoner.'],
  statistics: ['Statistikk', 'Tall som begge sider kan tro på; små tall er skjult.'],
  agreement: ['Avtale', 'Parter, garantier, regler og satser.'],
  access: ['Tilgang', 'Hvem som slipper inn gjennom en avtale, og hva de kan være.'],
  accessLog: ['Tilgangslogg', 'Hvem som har sett hvilket opphold, og hvem som ble avvist.'],
  avregning: ['Avregning', 'Månedens kostnad, fordelt på partene og fulgt til hvert døgn.'],
  integration: ['Integrasjon', 'Hva andre systemer forteller Trekkspill, og hva de får vite.'],
  fhir: ['FHIR R4', 'Enheter, senger, tjenester og sengetall, bare til lesing.'],
  have: ['EDXL-HAVE 2.0', 'Ledige senger i et område, slik beredskapssystemer utveksler dem.'],
}

export const PATH_TEXTS: Readonly<Record<PathParameter, string>> = {
  unitId: 'Enheten',
  bedId: 'Sengen',
  holdId: 'Holdet',
  stayId: 'Oppholdet',
  waitingId: 'Plassen på ventelisten',
  lookupId: 'Oppslaget, som svaret på det ga id',
  agreementId: 'Avtalen',
  year: 'Kalenderåret',
  month: 'Måneden, for eksempel 2026-10',
  partyId: 'Parten: k- og kommunenummer, eller hf- og organisasjonsnummer',
  disputeId: 'Innsigelsen',
  date: 'Datoen døgnet hører til',
  criteriaSetId: 'Kriteriesettet',
  service: 'Tjenesten',
  subscriptionId: 'Abonnementet; id-en er avtaleforvalterens egen',
  eventId: 'Hendelsen, som i webhook-id',
  resourceType: 'Ressurstypen, for eksempel Location',
  resourceId: 'Ressursens id',
  area: 'Området, for eksempel lofoten-vesteralen-salten',
}

/** A name in a query means the same wherever it is asked for. */
export const QUERY_TEXTS: Readonly<Record<string, string>> = {
  kommune: 'Kommunenummer, fire siffer',
  hf: 'Organisasjonsnummeret til et helseforetak',
  service: 'Tjenesten pasienten trenger',
  needs: 'Behov med komma mellom, for eksempel oksygen,isolat',
  lat: 'Breddegrad (WGS 84) der pasienten er',
  lon: 'Lengdegrad (WGS 84) der pasienten er',
  area: 'Bare enheter i dette området',
  lookupId: 'Id-en fra første svar, når samme oppslag gjentas',
  changes: 'true: si også hva som endret seg nærmest før og etter at',
  at: 'Slik det var på dette tidspunktet',
  on: 'Datoen kriteriene skal gjelde på',
  version: 'En lagret versjon; den nyeste når feltet mangler',
  after: 'Hendelser etter dette nummeret',
  limit: 'Hvor mange, fra den første på siden',
  unit: 'Enheten tallene gjelder',
  fom: 'Første dato',
  tom: 'Siste dato',
  format: 'Filformatet',
  dialect: 'Skilletegn og desimaltegn i CSV: norsk Excel eller RFC 4180',
  party: 'Parten filen lages for',
  year: 'Kalenderåret',
  _id: 'Ressursens id; flere med komma mellom',
  _count: 'Hvor mange på hver side, høyst 200',
  _offset: 'Settes av lenkene i svaret',
  _summary: 'count gir bare antallet',
  _format: 'Bare JSON',
  status: 'Ressursens status',
  month: 'Måneden, for eksempel 2026-10',
  date: 'Én dato i måneden, to siffer',
  agreement: 'Bare det som gjelder denne avtalen',
  role: 'Bare de som handlet i denne rollen',
  orgnr: 'Bare de som kom fra denne virksomheten',
  operation: 'Bare denne operasjonen, slik den heter i rutetabellen',
  result: 'Bare det som endte slik',
  next: 'next fra siden før',
  dryRun: 'true: alt sjekkes og svares som om det var lagret, men ingenting lagres',
}
