import { describe, expect, it } from 'vitest'
import { onDutyAt } from '../../../lib/domain/pool/state.ts'
import { having, havingAt, min, onDuty, place, staff } from '../../support/pool-acts.ts'
import { ADMIN, AMK, describeUnit, foundLedger, type Ledger, PROFILE, perform } from '../../support/pool-ledger.ts'

const at = ({ state }: Ledger, minutes = 0, ms = 0) => onDutyAt(state, min(minutes, ms))

describe('who is on duty', () => {
  const unit = foundLedger({})

  it('is not known before the unit says it, member by member', () => {
    expect(at(unit)).toEqual({ nurse24h: null, doctor: null, onDutyUntil: null })
    const nurse = having(unit, onDuty(true, null))
    expect(at(nurse)).toEqual({ nurse24h: true, doctor: null, onDutyUntil: null })
    expect(at(having(nurse, onDuty(null, 'on-call')))).toEqual({ nurse24h: true, doctor: 'on-call', onDutyUntil: null })
    expect(at(having(nurse, onDuty(false, 'none')))).toEqual({ nurse24h: false, doctor: 'none', onDutyUntil: null })
  })

  it('holds until an instant, and then as before', () => {
    const usual = having(unit, onDuty(true, 'on-site'))
    const tonight = having(usual, onDuty(null, 'none', min(60)))
    expect(at(tonight, 60, -1)).toEqual({ nurse24h: true, doctor: 'none', onDutyUntil: min(60) })
    expect(at(tonight, 60)).toEqual({ nurse24h: true, doctor: 'on-site', onDutyUntil: null })
    expect(at(tonight, 60, 1)).toEqual(at(usual))
    expect(at(having(tonight, onDuty(null, 'on-call')))).toEqual({
      nurse24h: true,
      doctor: 'on-call',
      onDutyUntil: null,
    })
  })

  it('is left alone where only the number is set', () => {
    const told = having(unit, onDuty(true, 'on-site'))
    expect(at(having(told, staff(1), staff(2, min(60))))).toEqual(at(told))
  })
})

describe('the capability profile', () => {
  it('is confirmed when the unit is described, and when the unit says so', () => {
    const unit = foundLedger({})
    expect(unit.state.capabilitiesConfirmedAt).toBe(min(0))
    const tapped = havingAt(unit, { now: min(5) }, { name: 'confirm-unit', ask: {} })
    expect([tapped.state.confirmedAt, tapped.state.capabilitiesConfirmedAt]).toEqual([min(5), min(0)])
    const looked = havingAt(tapped, { now: min(6) }, { name: 'confirm-unit', ask: { capabilities: true } })
    expect(looked.state.capabilitiesConfirmedAt).toBe(min(6))
    const beds = looked.state.beds.map(({ bedId, room, features }) => ({ bedId, room, features }))
    const again = perform(
      looked,
      { name: 'put-unit', ask: { profile: PROFILE, staffed: 1, beds } },
      { now: min(7), actor: ADMIN },
    )
    expect(again.state.capabilitiesConfirmedAt).toBe(min(7))
    expect(
      describeUnit(unit.unitId, { profile: PROFILE, staffed: 1, beds }, { now: min(8), actor: ADMIN }).state,
    ).toMatchObject({ capabilitiesConfirmedAt: min(8) })
  })

  it('grows old while others use the unit', () => {
    const unit = foundLedger({})
    const held = havingAt(unit, { now: min(9), actor: AMK }, place('h'))
    expect(held.state.capabilitiesConfirmedAt).toBe(min(0))
  })
})
