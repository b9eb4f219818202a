import type { InputKind } from './criteria-set.ts'
import { OBSERVATION_LIMITS } from './news2.ts'

type KnownInput = {
  readonly kinds: readonly InputKind[]
  readonly range?: readonly [least: number, most: number]
  /** Scored from the observations; never typed in. */
  readonly isComputed?: true
}

/** The inputs that the service fills in itself, from the request's own fields or from what it knows. */
const KNOWN_INPUTS: Readonly<Record<string, KnownInput>> = {
  ageYears: { kinds: ['integer'], range: [0, 130] },
  respiratoryRate: { kinds: ['integer'], range: OBSERVATION_LIMITS.respirationRate },
  spo2: { kinds: ['integer'], range: OBSERVATION_LIMITS.spo2 },
  supplementalOxygen: { kinds: ['boolean', 'answer'] },
  systolicBp: { kinds: ['integer'], range: OBSERVATION_LIMITS.systolicBp },
  pulse: { kinds: ['integer'], range: OBSERVATION_LIMITS.pulse },
  consciousness: { kinds: ['code'] },
  temperature: { kinds: ['number'], range: OBSERVATION_LIMITS.temperature },
  news2Total: { kinds: ['integer'], range: [0, 20], isComputed: true },
  news2MaxSingle: { kinds: ['integer'], range: [0, 3], isComputed: true },
  admissionAt: { kinds: ['instant'] },
  reservationId: { kinds: ['reference'] },
  stayMunicipality: { kinds: ['code'] },
  agreementId: { kinds: ['reference'] },
  unitCapabilities: { kinds: ['codeList'] },
  neededCapabilities: { kinds: ['codeList'] },
}

export const knownInput = (name: string): KnownInput | undefined =>
  Object.hasOwn(KNOWN_INPUTS, name) ? KNOWN_INPUTS[name] : undefined
