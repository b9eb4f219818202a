import type { PoolEvent, PoolEventType } from '../../lib/contract/journal.ts'
import { bedName } from '../parts/bed-name.ts'
import { partyName } from '../parts/party.ts'
import { word } from './nb.ts'
import { dayAndTime } from './time.ts'

type Data<Type extends PoolEventType> = Extract<PoolEvent, { type: Type }>['data']

/** What the journal's pages say. */
export const JOURNAL = {
  title: 'Journal',
  lead: 'Alt som er gjort på enheten, i rekkefølge. Hvem: rolle og organisasjon, aldri en person.',
  system: 'tjenesten selv',
  filter: 'Vis',
  everything: 'alt',
  search: 'Bare det som nevner',
  searchHint: 'Seng, part eller ord',
  shown: (shown: number, all: number) => `${shown} av ${all} hentede hendelser`,
  older: 'Hent eldre',
  nothing: 'Ingen av de hentede hendelsene passer. Hent eldre, eller vis alt.',
  began: 'Her begynner journalen.',
  boardThen: 'Tavlen da',
  verify: {
    title: 'Stemmer journalen?',
    lead: 'Hver hendelse er låst til den forrige med en kontrollsum. Kontrollen regner ut alle summene på nytt, og regner seg fram til tavlen fra første hendelse. Er noe endret, fjernet eller flyttet, vises det. Den kan ikke vise om noe aldri ble ført.',
    start: 'Kontroller nå',
    running: 'Kontrollerer …',
    ok: (events: number) => `Stemmer: ${events} hendelser henger sammen, og tavlen er summen av dem.`,
    broken: (seq: number) =>
      `Stemmer ikke: fra hendelse ${seq} henger kjeden ikke sammen. Noe er endret eller fjernet der.`,
    differs: 'Stemmer ikke: hendelsene henger sammen, men tavlen er ikke summen av dem.',
    next: 'Ta vare på tidspunktet, og meld fra til dem som drifter tjenesten.',
    failed: 'Fikk ikke svar. Prøv igjen.',
  },
} as const

const at = dayAndTime
const bed = (bedId: string) => `seng ${bedName(bedId)}`
const forWhom = ({ partyId, service }: { readonly partyId: string; readonly service: string }) =>
  `${partyName(partyId)}, ${word(service)}`
const until = (instant: string | null) => (instant === null ? '' : ` til ${at(instant)}`)
const overridden = (override: Data<'patient-admitted'>['override']) =>
  override === null
    ? ''
    : ` Overstyrt (${override.of.map((what) => OVERRIDDEN[what]).join(', ')}) av ${override.roles.map(word).join(' og ')}: ${override.reason}.`
const OVERRIDDEN: Readonly<Record<string, string>> = { guarantee: 'garanti', room: 'rom', criteria: 'kriterier' }
const assessed = (assessment: Data<'patient-admitted'>['assessment']) =>
  assessment === null
    ? ''
    : ` Vurdering: ${word(assessment.outcome)}${assessment.news2Total === null ? '' : `, NEWS2 ${assessment.news2Total}`}.`

/** What each kind of event is called in a list, and what it says; a kind without words does not compile. */
const WORDS: {
  readonly [Type in PoolEventType]: { readonly name: string; readonly says: (data: Data<Type>) => string }
} = {
  'unit-described': {
    name: 'enheten beskrevet',
    says: ({ beds, staffed }) => `Enheten ble beskrevet: ${beds.length} senger, ${staffed} bemannede.`,
  },
  'agreement-applied': {
    name: 'avtale gjelder',
    says: ({ from, terms }) =>
      terms === null ? `Enheten er uten avtale fra ${at(from)}.` : `Avtalens vilkår gjelder fra ${at(from)}.`,
  },
  'criteria-adopted': { name: 'kriterier tatt i bruk', says: () => 'Enhetens egne kriterier ble tatt i bruk.' },
  'hold-placed': {
    name: 'seng holdt av',
    says: ({ hold }) => `${cap(bed(hold.bedId))} ble holdt av for ${forWhom(hold)}, til ${at(hold.expiresAt)}.`,
  },
  'hold-accepted': {
    name: 'tatt imot',
    says: ({ expiresAt }) => `Enheten sa ja. Sengen er holdt av til ${at(expiresAt)}.`,
  },
  'hold-alerted': { name: 'varslet på nytt', says: () => 'Enheten ble varslet på nytt, for ingen hadde svart.' },
  'hold-passed-on': { name: 'gått videre', says: () => 'Ingen svarte, og pasienten ble tilbudt neste enhet.' },
  'hold-declined': {
    name: 'avslått',
    says: ({ reason, detail }) => `Enheten sa nei: ${word(reason)}${detail === null ? '' : `, ${detail}`}.`,
  },
  'hold-cancelled': { name: 'gitt fri', says: ({ reason }) => `Den avholdte sengen ble gitt fri: ${word(reason)}.` },
  'hold-expired': {
    name: 'utløpt',
    says: ({ reason, expiredAt }) =>
      `Den avholdte sengen ble fri ${at(expiredAt)}: ${reason === 'no-show' ? 'pasienten kom ikke' : 'ingen svarte'}.`,
  },
  'hold-moved': {
    name: 'hold flyttet',
    says: ({ bedId, reason }) => `Holdet ble flyttet til ${bed(bedId)}: ${reason}.`,
  },
  'patient-admitted': {
    name: 'lagt inn',
    says: ({ stay, assessment, override }) =>
      `Pasient lagt inn i ${bed(stay.bedId)} for ${forWhom(stay)}, kom ${at(stay.admittedAt)}.${assessed(assessment)}${overridden(override)}`,
  },
  'stay-moved': {
    name: 'flyttet',
    says: ({ bedId, at: when, override }) => `Pasient flyttet til ${bed(bedId)} ${at(when)}.${overridden(override)}`,
  },
  'stays-swapped': {
    name: 'byttet seng',
    says: ({ at: when, override }) => `To pasienter byttet seng ${at(when)}.${overridden(override)}`,
  },
  'stay-transferred-out': {
    name: 'overflyttet ut',
    says: ({ at: when }) => `Pasient overflyttet til en annen enhet ${at(when)}.`,
  },
  'stay-transferred-in': {
    name: 'overflyttet inn',
    says: ({ stay, override }) =>
      `Pasient kom fra en annen enhet til ${bed(stay.bedId)}, for ${forWhom(stay)}.${overridden(override)}`,
  },
  'responsibility-changed': {
    name: 'ansvar endret',
    says: ({ from, reason, ...who }) => `${cap(forWhom(who))} har oppholdet fra ${at(from)}: ${reason}.`,
  },
  'utskrivningsklar-recorded': {
    name: 'melding om utskrivning',
    says: ({ message }) => `${cap(word(message.event))} ${at(message.at)}, fra ${message.by}.`,
  },
  'review-recorded': {
    name: 'vurdert underveis',
    says: ({ roles, outcome, nextReviewAt }) =>
      `Oppholdet ble vurdert av ${roles.map(word).join(' og ')}: ${word(outcome)}. Neste ${at(nextReviewAt)}.`,
  },
  'stay-corrected': {
    name: 'rettet',
    says: ({ admittedAt, departedAt, reason }) =>
      `Oppholdet ble rettet: kom ${at(admittedAt)}${departedAt === null ? '' : `, dro ${at(departedAt)}`}. ${cap(reason)}. Det gamle står i journalen.`,
  },
  'departure-planned': {
    name: 'avreise ventet',
    says: ({ expectedAt }) =>
      expectedAt === null ? 'Ventet avreise ble tatt bort.' : `Pasienten ventes å dra ${at(expectedAt)}.`,
  },
  'discharge-decided': {
    name: 'utskrivning bestemt',
    says: ({ dischargedTo }) => `Utskrivning til ${word(dischargedTo)} er bestemt; pasienten er her ennå.`,
  },
  'patient-departed': {
    name: 'dro',
    says: ({ departedAt, dischargedTo }) => `Pasienten dro ${at(departedAt)}, til ${word(dischargedTo)}.`,
  },
  'bed-blocked': {
    name: 'seng sperret',
    says: ({ bedId, reason, until: end }) => `${cap(bed(bedId))} ble sperret${until(end)}: ${reason}.`,
  },
  'bed-opened': { name: 'seng åpnet', says: ({ bedId }) => `${cap(bed(bedId))} ble åpnet.` },
  'bed-cleaned': { name: 'seng ren', says: ({ bedId }) => `${cap(bed(bedId))} er ren.` },
  'staffing-set': {
    name: 'bemanning',
    says: ({ staffed, until: end, reason }) => `Bemannet for ${staffed}${until(end)}: ${reason}.`,
  },
  'unit-closed': { name: 'stengt', says: ({ reason, until: end }) => `Enheten stengte${until(end)}: ${reason}.` },
  'unit-opened': { name: 'åpnet', says: () => 'Enheten åpnet igjen.' },
  'unit-confirmed': {
    name: 'stemmer',
    says: ({ capabilities }) =>
      capabilities ? 'Enheten sa at tavlen og det den kan, stemmer.' : 'Enheten sa at tavlen stemmer.',
  },
  'waiting-added': {
    name: 'satt på venteliste',
    says: ({ entry }) => `En pasient for ${forWhom(entry)} ble satt på ventelisten.`,
  },
  'waiting-promoted': {
    name: 'fikk seng fra venteliste',
    says: ({ hold }) => `${cap(bed(hold.bedId))} ble holdt av for en på ventelisten.`,
  },
  'waiting-removed': {
    name: 'strøket fra venteliste',
    says: ({ reason }) => `En pasient gikk ut av ventelisten: ${reason}.`,
  },
  'action-undone': {
    name: 'angret',
    says: ({ fromSeq, toSeq }) =>
      fromSeq === toSeq ? `Hendelse ${fromSeq} ble angret.` : `Hendelse ${fromSeq} til ${toSeq} ble angret.`,
  },
}

const cap = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export type EventRow = { readonly type: string; readonly data: object }

export const EVENT_TYPES = Object.keys(WORDS)
export const eventName = (type: string): string => (isKnown(type) ? WORDS[type].name : type)

/** A sentence for the event; its bare name where a newer service tells of a kind that this page does not know. */
export function eventSentence({ type, data }: EventRow): string {
  if (!isKnown(type)) return type
  // The pair came from the journal as one event; its type tells what its data are.
  const says = WORDS[type].says as (data: object) => string
  return says(data)
}

const isKnown = (type: string): type is PoolEventType => Object.hasOwn(WORDS, type)
