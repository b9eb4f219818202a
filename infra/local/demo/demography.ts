import type { Service, UnitKind } from '../../../lib/domain/vocabulary.ts'

/**
 * Who comes, why and where to: invented weights, chosen to look like figures 8 to 11 of the report and nothing more.
 * Every value is a code of a list; no row is about anybody.
 */
type Weights<T> = readonly (readonly [T, number])[]

export type Payer = 'kommune' | 'hf'

/** Few come at night, most in the afternoon and evening when the fastlege has closed. By hour on the wall. */
export const ARRIVAL_HOURS: Weights<number> = [
  0.35, 0.3, 0.25, 0.2, 0.2, 0.25, 0.35, 0.5, 0.8, 1.1, 1.3, 1.4, 1.4, 1.5, 1.6, 1.6, 1.6, 1.7, 1.7, 1.6, 1.4, 1.1, 0.8,
  0.5,
].map((weight, hour) => [hour, weight] as const)

/** The part of the calls that a HF pays for, where the agreement has one; its maximum lets fewer of them in. */
export const HF_DEMAND: Readonly<Record<UnitKind, number>> = {
  'felles-dogn': 0.54,
  intermediaer: 0.35,
  dps: 0.7,
  sykestue: 0.12,
  kad: 0.08,
}

/** Those whom the unit's own people admit without a hold: elective, or at the door. */
export const WALK_INS: Readonly<Record<UnitKind, number>> = {
  'felles-dogn': 0.15,
  intermediaer: 0.3,
  dps: 0.3,
  sykestue: 0.25,
  kad: 0.12,
}

/** The spread of the lengths of stay: the wider, the more stays pass 72 hours or ten døgn. */
export const LENGTH_SPREAD: Readonly<Record<UnitKind, number>> = {
  'felles-dogn': 0.75,
  intermediaer: 0.6,
  dps: 0.65,
  sykestue: 0.7,
  kad: 0.7,
}

export const SERVICES_ASKED: Readonly<Record<UnitKind, Readonly<Record<Payer, Weights<Service>>>>> = {
  kad: {
    kommune: [
      ['kad-somatikk', 74],
      ['kad-psyk-rus', 10],
      ['observasjon', 12],
      ['lindrende', 3],
    ],
    hf: [
      ['utskrivningsklar', 40],
      ['observasjon', 40],
      ['lindrende', 20],
    ],
  },
  'felles-dogn': {
    kommune: [
      ['kad-somatikk', 55],
      ['observasjon', 15],
      ['utskrivningsklar', 18],
      ['lindrende', 12],
    ],
    hf: [
      ['utredning', 26],
      ['observasjon', 22],
      ['pre-post-op', 22],
      ['mellomledd', 30],
    ],
  },
  intermediaer: {
    kommune: [
      ['rehabilitering', 40],
      ['utskrivningsklar', 45],
      ['lindrende', 15],
    ],
    hf: [
      ['mellomledd', 75],
      ['rehabilitering', 25],
    ],
  },
  dps: {
    kommune: [
      ['kad-psyk-rus', 55],
      ['dps', 30],
      ['observasjon', 15],
    ],
    hf: [
      ['dps', 88],
      ['observasjon', 12],
    ],
  },
  sykestue: {
    kommune: [
      ['sykestue', 50],
      ['kad-somatikk', 30],
      ['rehabilitering', 10],
      ['lindrende', 7],
      ['utskrivningsklar', 4],
    ],
    hf: [
      ['observasjon', 50],
      ['sykestue', 50],
    ],
  },
}

const SOMATIC: Weights<string> = [
  ['luftveier', 22],
  ['urinveier', 14],
  ['fall-funksjonssvikt', 18],
  ['smerte', 11],
  ['hjerte-kar', 10],
  ['mage-tarm', 10],
  ['infeksjon', 12],
  ['annet', 3],
]
const MENTAL: Weights<string> = [
  ['psykisk', 65],
  ['rus', 35],
]
const RECOVERY: Weights<string> = [
  ['rehabilitering', 50],
  ['fall-funksjonssvikt', 28],
  ['hjerte-kar', 10],
  ['infeksjon', 6],
  ['smerte', 6],
]

export const REASONS: Readonly<Record<Service, Weights<string>>> = {
  'kad-somatikk': SOMATIC,
  'kad-psyk-rus': MENTAL,
  observasjon: [
    ['observasjon', 60],
    ['hjerte-kar', 15],
    ['mage-tarm', 15],
    ['rus', 10],
  ],
  utredning: SOMATIC,
  'pre-post-op': [
    ['observasjon', 40],
    ['mage-tarm', 35],
    ['smerte', 25],
  ],
  mellomledd: RECOVERY,
  utskrivningsklar: RECOVERY,
  dps: MENTAL,
  sykestue: SOMATIC,
  rehabilitering: RECOVERY,
  lindrende: [
    ['smerte', 55],
    ['lindrende', 45],
  ],
}

const OLD: Weights<string> = [
  ['18-49', 6],
  ['50-66', 13],
  ['67-79', 29],
  ['80-89', 36],
  ['90+', 16],
]
const ADULT: Weights<string> = [
  ['18-49', 58],
  ['50-66', 30],
  ['67-79', 10],
  ['80-89', 2],
]
/** A child is observed with a parent in the room, and is never far from the hospital for long. */
const OF_ALL_AGES: Weights<string> = [['0-17', 14], ...ADULT.map(([band, n]) => [band, n / 3] as const), ...OLD]

export const agesOf = (reasonGroup: string): Weights<string> =>
  reasonGroup === 'psykisk' || reasonGroup === 'rus' ? ADULT : reasonGroup === 'observasjon' ? OF_ALL_AGES : OLD

export const REFERRERS: Readonly<Record<Payer, Weights<string>>> = {
  kommune: [
    ['legevakt', 46],
    ['fastlege', 26],
    ['amk', 14],
    ['hjemmetjeneste', 10],
    ['sykehus', 4],
  ],
  hf: [
    ['sykehus', 82],
    ['fastlege', 10],
    ['amk', 8],
  ],
}

export const DISCHARGED_TO: Readonly<Record<UnitKind, Weights<string>>> = {
  kad: [
    ['hjem', 69],
    ['sykehus', 15],
    ['korttidsplass', 10],
    ['sykehjem', 4],
    ['dod', 2],
  ],
  'felles-dogn': [
    ['hjem', 60],
    ['sykehus', 13],
    ['korttidsplass', 16],
    ['sykehjem', 8],
    ['dod', 3],
  ],
  intermediaer: [
    ['hjem', 50],
    ['korttidsplass', 24],
    ['sykehjem', 16],
    ['sykehus', 6],
    ['dod', 4],
  ],
  dps: [
    ['hjem', 84],
    ['sykehus', 10],
    ['korttidsplass', 6],
  ],
  sykestue: [
    ['hjem', 62],
    ['sykehus', 14],
    ['sykehjem', 12],
    ['korttidsplass', 7],
    ['dod', 5],
  ],
}
