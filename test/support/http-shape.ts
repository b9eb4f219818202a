import { expect } from 'vitest'

/**
 * The shapes of wire.md, written apart from the response schemas on purpose: an answer must have each named member with
 * the named type, and may have more. A trailing `|null` allows null, a trailing `?` on the name lets the member be absent.
 */
export type Shape = string | { readonly [name: string]: Shape } | readonly [Shape]

const IS: Record<string, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  // Whole seconds go out without a fraction.
  instant: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.(?!000)\d{3})?Z$/.test(value),
  hash: (value) => typeof value === 'string' && /^([0-9a-f]{64})?$/.test(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  null: (value) => value === null,
}

export function expectShape(value: unknown, shape: Shape): void {
  expect(faultsIn(value, shape, '')).toEqual([])
}

function faultsIn(value: unknown, shape: Shape, pointer: string): string[] {
  if (typeof shape === 'string') {
    const isOne = shape.split('|').some((name) => (IS[name] ?? ((given) => given === name))(value))
    return isOne ? [] : [`${pointer || '/'} is no ${shape}: ${JSON.stringify(value)}`]
  }
  if (isList(shape)) {
    if (!Array.isArray(value)) return [`${pointer || '/'} is no list`]
    return value.flatMap((item, i) => faultsIn(item, shape[0], `${pointer}/${i}`))
  }
  if (typeof value !== 'object' || value === null) return [`${pointer || '/'} is no object: ${JSON.stringify(value)}`]
  return Object.entries(shape).flatMap(([named, inner]) => {
    const name = named.replace(/\?$/, '')
    if (!Object.hasOwn(value, name)) return named.endsWith('?') ? [] : [`${pointer}/${name} is missing`]
    return faultsIn((value as Record<string, unknown>)[name], inner, `${pointer}/${name}`)
  })
}

const isList = (shape: Exclude<Shape, string>): shape is readonly [Shape] => Array.isArray(shape)

const BED_STATE = 'free|held|occupied|leaving|cleaning|blocked|closed'
const ENTITLEMENT = 'guaranteed|flexible|guest|none'

/** One per example of wire.md. */
export const WIRE = {
  lookup: {
    asOf: 'instant',
    lookupId: 'text',
    units: [
      {
        unitId: 'text',
        agreementId: 'text|null',
        name: 'text',
        kind: 'kad|sykestue|intermediaer|felles-dogn|dps',
        kommune: 'text',
        phone: 'text',
        status: 'ledig|fa|full|stengt|ma-ringes',
        bookable: 'integer',
        entitlement: ENTITLEMENT,
        physical: 'integer',
        staffed: 'integer',
        occupied: 'integer',
        held: 'integer',
        confirmedAt: 'instant',
        ageSeconds: 'integer',
        stale: 'boolean',
        distanceKm: 'number|null',
        travelMinutes: 'integer|null',
        capabilities: ['text'],
        meetsNeeds: 'boolean',
        missingNeeds: ['text'],
        nextFreeAt: 'instant|null',
        reasons: ['text'],
      },
    ],
  },
  hold: {
    holdId: 'text',
    unitId: 'text',
    bedId: 'text',
    state: 'pending|accepted|declined|cancelled|expired|used',
    expiresAt: 'instant|null',
    unitVersion: 'integer',
  },
  stay: {
    stayId: 'text',
    bedId: 'text',
    unitVersion: 'integer',
    segments: [{ partyId: 'text', service: 'text', from: 'instant', until: 'instant|null' }],
  },
  unit: {
    version: 'integer',
    agreementId: 'text|null',
    name: 'text',
    kind: 'text',
    kommune: 'text',
    area: 'text',
    phone: 'text',
    lat: 'number',
    lon: 'number',
    cleaning: 'boolean',
    staffed: 'integer',
    capabilities: ['text'],
    rooms: [{ room: 'text', beds: [{ bedId: 'text', features: ['text'] }] }],
  },
  board: {
    unitVersion: 'integer',
    agreementId: 'text|null',
    asOf: 'instant',
    beds: [
      {
        bedId: 'text',
        room: 'text',
        state: BED_STATE,
        occupant: 'object|null',
        blocked: 'object|null',
      },
    ],
    holds: ['object'],
    waiting: ['object'],
    groups: [{ group: 'text', guaranteed: 'integer', max: 'integer|null', occupied: 'integer', bookable: 'integer' }],
    physical: 'integer',
    staffed: 'integer',
    free: 'integer',
  },
  occupant: {
    'stayId?': 'text',
    'holdId?': 'text',
    partyId: 'text',
    service: 'text',
    since: 'instant',
    reviewDueAt: 'instant|null',
    expectedDepartureAt: 'instant|null',
  },
  blocked: { reason: 'text', until: 'instant|null' },
  journal: {
    events: [
      {
        seq: 'integer',
        type: 'text',
        at: 'instant',
        actor: { role: 'text', org: 'text' },
        data: 'object',
        prevHash: 'hash',
        hash: 'hash',
      },
    ],
  },
  verification: { ok: 'boolean', events: 'integer', stateMatches: 'boolean' },
} as const satisfies Record<string, Shape>
