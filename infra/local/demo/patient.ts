import {
  isKommuneParty,
  type Kommunenummer,
  type PartyId,
  type PatientRef,
  type UnitId,
} from '../../../lib/domain/ids.ts'
import { termsAt } from '../../../lib/domain/pool/state.ts'
import { GENDER_NEEDS, type Service } from '../../../lib/domain/vocabulary.ts'
import { agesOf, HF_DEMAND, LENGTH_SPREAD, REASONS, REFERRERS, SERVICES_ASKED, WALK_INS } from './demography.ts'
import { DOGN, HOUR } from './local-time.ts'
import type { Chance } from './random.ts'
import type { DemoUnit } from './region.ts'
import type { World } from './world.ts'

/** One who needs a bed: codes and an invented reference, and nothing else. */
export type Patient = {
  readonly patientRef: PatientRef
  readonly chance: Chance
  /** The unit that the patient would first be taken to. */
  readonly unitId: UnitId
  readonly partyId: PartyId
  /** Whose patient it is when a bed is looked for elsewhere. */
  readonly kommune: Kommunenummer
  readonly service: Service
  readonly needs: readonly string[]
  readonly referrer: string
  readonly reasonGroup: string
  readonly ageBand: string
  readonly lengthMs: number
  readonly isWalkIn: boolean
  readonly dispatcher: { readonly role: 'dispatcher'; readonly org: string }
}

const LONGEST_STAY_MS = 34 * DOGN
/** Beyond this many times the unit's mean somebody would have found another place. */
const LONGEST_IN_MEANS = 5
const SHORTEST_STAY_MS = 5 * HOUR

export function drawPatient(world: World, unit: DemoUnit): Patient {
  const patientRef = `demo-${world.newId('patient').slice(-6)}` as PatientRef
  const chance = world.chanceFor(patientRef)
  const { kind } = unit.request
  const { partyId, kommune } = drawParty(world, unit, chance)
  const payer = isKommuneParty(partyId) ? 'kommune' : 'hf'
  const offered = SERVICES_ASKED[kind][payer].filter(([service]) => unit.request.services?.includes(service) ?? true)
  const service = chance.weighted(offered)
  const reasonGroup = chance.weighted(REASONS[service])
  const ageBand = chance.weighted(agesOf(reasonGroup))
  const meanMs = unit.aim.meanStayDogn * DOGN
  const longestMs = Math.min(LONGEST_STAY_MS, LONGEST_IN_MEANS * meanMs)
  const lengthMs = chance.lognormal(meanMs, LENGTH_SPREAD[kind])
  return {
    patientRef,
    chance,
    unitId: unit.unitId,
    partyId,
    kommune,
    service,
    needs: drawNeeds(unit, reasonGroup, ageBand, chance),
    referrer: chance.weighted(REFERRERS[payer]),
    reasonGroup,
    ageBand,
    lengthMs: Math.min(longestMs, Math.max(SHORTEST_STAY_MS, lengthMs)),
    isWalkIn: chance.isTrue(WALK_INS[kind]),
    dispatcher: { role: 'dispatcher', org: drawDispatcher(world, kommune, payer, chance) },
  }
}

/** The host's own people come most; the others by their number; now and then somebody from outside, where guests may. */
function drawParty(world: World, { unitId, request }: DemoUnit, chance: Chance) {
  const terms = termsAt(world.stateOf(unitId), world.clock.now())
  const members = new Set(Object.keys(terms?.parties ?? {}))
  const kommuner = world.region.kommuner.map((row) => ({ ...row, partyId: `k-${row.kommunenummer}` as PartyId }))
  const within = kommuner.filter(({ partyId }) => members.has(partyId))
  const weightOf = ({ kommunenummer, population }: (typeof kommuner)[number]) =>
    population * (kommunenummer === request.kommune ? 3 : 1)
  const home = chance.weighted(within.map((row) => [row, weightOf(row)] as const))
  if (terms?.guestsAdmitted && chance.isTrue(GUESTS)) {
    const near = kommuner.filter((row) => !members.has(row.partyId) && row.fylke === home.fylke)
    const guest = chance.pick(near)
    if (guest) return { partyId: guest.partyId, kommune: guest.kommunenummer }
  }
  const hf = Object.keys(terms?.parties ?? {}).filter((partyId) => partyId.startsWith('hf-'))
  const paying = hf.length > 0 && chance.isTrue(HF_DEMAND[request.kind]) ? chance.pick(hf) : undefined
  return { partyId: paying === undefined ? home.partyId : (paying as PartyId), kommune: home.kommunenummer }
}

const GUESTS = 0.03

function drawNeeds(unit: DemoUnit, reasonGroup: string, ageBand: string, chance: Chance): readonly string[] {
  const { capabilities, rooms } = unit.request
  const features = new Set(rooms.flatMap(({ beds }) => beds.flatMap((bed) => bed.features)))
  const isShared = rooms.some(({ beds }) => beds.length > 1)
  const isMental = reasonGroup === 'psykisk' || reasonGroup === 'rus'
  const may = (need: string, probability: number) =>
    chance.isTrue(probability) && (capabilities.includes(need) || features.has(need)) ? [need] : []
  const gender = isShared && chance.isTrue(0.6) ? [chance.isTrue(0.54) ? GENDER_NEEDS[0] : GENDER_NEEDS[1]] : []
  return [
    ...may('oksygen', reasonGroup === 'luftveier' ? 0.6 : 0.08),
    ...may('iv', isMental ? 0 : 0.22),
    ...may('isolat', reasonGroup === 'infeksjon' ? 0.3 : 0.03),
    ...may('bariatrisk', 0.01),
    ...may('skjermet', isMental ? 0.12 : 0.02),
    ...may('ledsager', ageBand === '0-17' ? 0.9 : 0.01),
    ...gender,
  ]
}

const AMK_OF_FYLKE: Readonly<Record<string, string>> = {
  Nordland: 'amk-nordland',
  Troms: 'amk-troms',
  Finnmark: 'amk-finnmark',
}

function drawDispatcher(world: World, kommune: Kommunenummer, payer: 'kommune' | 'hf', chance: Chance): string {
  const home = world.region.kommuner.find((row) => row.kommunenummer === kommune)
  const amk = AMK_OF_FYLKE[home?.fylke ?? ''] ?? 'amk-nordland'
  return payer === 'hf' || chance.isTrue(0.45) ? amk : `legevakt-${kommune}`
}
