import type { InputKind } from './criteria-set.ts'

type KnownInput = {
  readonly kinds: readonly InputKind[]
  /** What a living patient can have, as far as observations are taken at all (wire.md, "Assessment"). */
  readonly range?: readonly [least: number, most: number]
  /** Scored from the observations; never typed in. */
  readonly isComputed?: true
}

/** The inputs that the service fills in itself, from the request's own fields or from what it knows. */
const KNOWN_INPUTS: Readonly<Record<string, KnownInput>> = {
  ageYears: { kinds: ['integer'], range: [0, 130] },
  respiratoryRate: { kinds: ['integer'], range: [1, 80] },
  spo2: { kinds: ['integer'], range: [30, 100] },
  supplementalOxygen: { kinds: ['boolean', 'answer'] },
  systolicBp: { kinds: ['integer'], range: [30, 300] },
  pulse: { kinds: ['integer'], range: [15, 300] },
  consciousness: { kinds: ['code'] },
  temperature: { kinds: ['number'], range: [24, 45] },
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
