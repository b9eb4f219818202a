import { expect, it } from 'vitest'
import { agreedTrial, type Terms, trialBody } from '../../../web/okonomi/trial.ts'

const TERMS: Terms = {
  fixed: { share: '2/7', hfShare: '0.5', key: { weights: { 'k-1804': '1/3', 'k-1839': '2/3' } } },
  lowUse: { factor: '1.25', standbyShare: '0.5' },
  guests: { admitted: true, rateOre: 1_200_050 },
}
const agreed = agreedTrial(TERMS)

it('dials that nobody has turned ask for the agreement as it is, exact where a dial is rounded', () => {
  expect(agreed).toMatchObject({ sharePercent: 29, factor: 1.3, guestKroner: 12_001 })
  expect(trialBody(TERMS, agreed)).toEqual({})
})

it('a turned share keeps the key and the share of the HF, and a turned key keeps the exact share', () => {
  expect(trialBody(TERMS, { ...agreed, sharePercent: 40 })).toEqual({
    finance: { fixed: { ...TERMS.fixed, share: '0.4' } },
  })
  expect(trialBody(TERMS, { ...agreed, key: 'half' })).toEqual({
    finance: { fixed: { share: '2/7', hfShare: '0.5', key: { equal: '0.5', population: '0.5' } } },
  })
})

it('protection that is taken away is asked for as none', () => {
  expect(trialBody(TERMS, { ...agreed, isProtected: false })).toEqual({ finance: { lowUse: null } })
})

it('a guest rate is asked for in øre, and only where the agreement has guests', () => {
  expect(trialBody(TERMS, { ...agreed, guestKroner: 9_000 })).toEqual({ guests: { admitted: true, rateOre: 900_000 } })
  expect(trialBody({ ...TERMS, guests: null }, { ...agreed, guestKroner: 9_000 })).toEqual({})
})
