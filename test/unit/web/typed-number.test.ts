import { describe, expect, it } from 'vitest'
import { EXACT, EXACT_NUMBER, KRONER, PERCENT, WHOLE_NUMBER } from '../../../web/avtale/typed-number.ts'

describe('a number that is typed', () => {
  it.each([
    ['0.4', '40'],
    ['0.335', '33,5'],
    ['1', '100'],
    ['0', '0'],
    ['0.05', '5'],
    ['0.001', '0,1'],
    ['12.5', '1250'],
    ['-0.1', '-10'],
    ['1/3', '1/3'],
  ])('%s of one is shown as %s, and read back to the digit', (share, percent) => {
    expect(PERCENT.show(share)).toBe(percent)
    expect(PERCENT.read(percent)).toBe(share)
  })

  it('kroner are øre, and whole ones are shown without', () => {
    expect([40_000_000, 123_45, 5].map(KRONER.show)).toEqual(['400\u00a0000', '123,45', '0,05'])
    expect(['400 000', '123,45'].map(KRONER.read)).toEqual([40_000_000, 123_45])
  })

  it('what cannot be read goes on as it was typed, for the service to refuse', () => {
    expect([WHOLE_NUMBER, EXACT_NUMBER, KRONER].map(({ read }) => read('ti'))).toEqual(['ti', 'ti', 'ti'])
    expect(WHOLE_NUMBER.read('3,5')).toBe('3,5')
    expect(PERCENT.read('halvt')).toBe('halvt')
    expect([EXACT.read(' 1,2 '), EXACT_NUMBER.read('3,5')]).toEqual(['1.2', 3.5])
  })
})
