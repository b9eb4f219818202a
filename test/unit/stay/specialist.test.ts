import { describe, expect, it } from 'vitest'
import { hasSpecialist, specialistDueAt } from '../../../lib/domain/stay/specialist.ts'
import type { Review } from '../../../lib/domain/stay/stay-record.ts'
import type { TeamRole } from '../../../lib/domain/vocabulary.ts'
import { type Instant, plusMinutes, plusMs } from '../../../lib/kernel/instant.ts'
import { START } from '../../support/pool-ledger.ts'

const DOGN = 24 * 60
const DUE = plusMinutes(START, 14 * DOGN)
const review = (at: Instant, ...roles: TeamRole[]): Review => ({ at, roles, outcome: 'continue', nextReviewAt: DUE })

describe('the specialist’s assessment', () => {
  it('is for stays in a sykestue alone, after the agreement’s number of døgn', () => {
    const rules = { specialistAfterDogn: 14 }
    expect(specialistDueAt({ service: 'sykestue', admittedAt: START }, rules)).toBe(DUE)
    expect(specialistDueAt({ service: 'kad-somatikk', admittedAt: START }, rules)).toBeNull()
    expect(specialistDueAt({ service: 'sykestue', admittedAt: START }, { specialistAfterDogn: 7 })).toBe(
      plusMinutes(START, 7 * DOGN),
    )
  })

  it.each([
    [-1, false],
    [0, true],
    [1, true],
  ])('counts from the last døgn before it is due: %i ms from that, %s', (ms, done) => {
    const at = plusMs(plusMinutes(DUE, -DOGN), ms)
    expect(hasSpecialist([review(at, 'lege', 'sykepleier', 'spesialist')], DUE)).toBe(done)
  })

  it('is no review without the specialist', () => {
    expect(hasSpecialist([], DUE)).toBe(false)
    expect(hasSpecialist([review(DUE, 'lege', 'sykepleier', 'psykologspesialist')], DUE)).toBe(false)
    expect(hasSpecialist([review(DUE, 'lege', 'sykepleier'), review(DUE, 'spesialist')], DUE)).toBe(true)
  })
})
