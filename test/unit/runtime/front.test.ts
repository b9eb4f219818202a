import { afterEach, describe, expect, it, vi } from 'vitest'
import { cameByFront, publicOrigin } from '../../../functions/runtime/front.ts'
import { FRONT_HEADER } from '../../../lib/contract/front.ts'

describe('the way by which a request came', () => {
  afterEach(() => vi.unstubAllEnvs())
  const came = (key?: string) => cameByFront({ headers: key === undefined ? {} : { [FRONT_HEADER]: key } })

  it('is shown by the key, and by the one before it while CloudFront goes over', () => {
    vi.stubEnv('FRONT_KEYS', 'new old ')
    expect(['new', 'old'].map(came)).toEqual([true, true])
    expect([undefined, '', ' ', 'new old', 'New', 'older', 'new,new'].map(came)).not.toContain(true)
  })

  it('is not believed where no key is set: the service is shut, and not open', () => {
    vi.stubEnv('FRONT_KEYS', '')
    expect(() => came('')).toThrow(/FRONT_KEYS/)
  })

  it('the address that clients use is what the stage says, and never what they say', () => {
    const stage = (stageVariables: object) => ({ headers: { host: 'evil.example' }, ...stageVariables }) as never
    expect(publicOrigin(stage({ stageVariables: { origin: 'https://senger.no' } }))).toBe('https://senger.no')
    expect(() => publicOrigin(stage({}))).toThrow()
  })
})
