import { describe, expect, it } from 'vitest'
import { measureAccess } from '../support/measure-access.ts'
import { freshTable } from '../support/table.ts'

/** Round trips are the rule; what they cost is printed in docs/generated/access-patterns.md. */
const ROUND_TRIPS: Record<string, number> = {
  'find-beds': 1,
  'search-fhir': 1,
  'place-hold': 2,
  'show-hold': 1,
  'accept-hold': 2,
  // The unit with its criteria's dates, and the catalogue of core sets, in one.
  'check-criteria': 1,
  'admit-patient': 2,
  'move-stay': 2,
  'swap-stays': 2,
  // Whose stay it is must be known before the other unit's waiting list can be asked.
  'transfer-stay': 3,
  'discharge-patient': 2,
  'confirm-unit': 2,
  'add-waiting': 2,
  // The version is read before its units are known.
  'put-agreement': 3,
  'put-criteria-set': 2,
  // What came with the service is in the process; any other version is read once.
  'replay-assessment': 1,
  'show-board': 1,
  'show-have': 1,
  // Who subscribes, the units, the subscriber and its feeds, the journal; then what is sent is written down before and after.
  'deliver-events': 8,
  // Whether the key is known, the agreement's book, the write.
  'book-cost': 3,
  // The book, the rates, the journal and the stays; where nothing is new, nothing is written.
  'run-avregning': 5,
  'get-avregning': 2,
  // And the pieces, one write each, before the head that names them.
  'lock-avregning': 9,
  'explain-line': 3,
  // Whose reference it is, and whether the event has been here, before the stay is known; then as a move on the board.
  'receive-event': 3,
  'read-journal': 2,
  // Live item, journal; read again only when something moved meanwhile.
  'verify-journal': 3,
  // What every request pays beside its operation: one put for whoever is kept, one for a proof of a key.
  'append-access': 1,
  'spend-proof': 1,
  // The last seal twice; the hour and its seal; whether there is anything from before; and for each of four dates its
  // records, its seals and three seals around them.
  'seal-access-log': 26,
  'verify-access-log': 5,
}
/** Reads nothing: whoever may put there may not look. */
const PUTS_ALONE = ['append-access', 'spend-proof']

describe('access patterns', () => {
  it('take the round trips that they may take, and a fixed number of units', async () => {
    const { client, tableName } = await freshTable()
    const rows = await measureAccess({ client, tableName })
    expect(Object.fromEntries(rows.map(({ operation, roundTrips }) => [operation, roundTrips]))).toEqual(ROUND_TRIPS)
    for (const { operation, on, readUnits, writeUnits } of rows) {
      const reads = !PUTS_ALONE.includes(operation)
      expect([operation, readUnits > 0, readUnits * 2]).toEqual([operation, reads, Math.round(readUnits * 2)])
      expect([operation, writeUnits > 0]).toEqual([
        operation,
        !/^(find|search|show|read|verify|check|replay|get|explain)-/.test(operation) &&
          !/nothing (new|to tell)$/.test(on),
      ])
    }
    // A lookup over sixty small units stays cheap: about a quarter of a read unit each.
    expect(rows[0]?.readUnits).toBeLessThan(30)
  })
})
