import { describe, expect, test } from 'vitest'
import { parseStage, SETTINGS, STAGES } from '../../infra/aws/settings.ts'
import { synthesise } from './templates.ts'

describe('the whole service', () => {
  test.each(STAGES)('CloudFormation finds nothing wrong with %s, and all of it stands in its region', (stage) => {
    const { stacks } = synthesise(stage, { isValidated: true })
    const { region } = SETTINGS[stage]
    const inRegion = (part: string, where: string) => ({ stackName: `trekkspill-${stage}-${part}`, region: where })
    const expected = [
      ...['api', 'data', 'jobs', 'watch', 'web'].map((part) => inRegion(part, region)),
      // CloudFront's rules and the bill are there alone.
      inRegion('global', 'us-east-1'),
    ]
    const found = stacks.map(({ stackName, environment }) => ({ stackName, region: environment.region }))
    expect(found).toHaveLength(expected.length)
    expect(found).toEqual(expect.arrayContaining(expected))
  })

  test('a stage that nobody has described is refused', () => {
    expect(() => parseStage('production')).toThrow(RangeError)
  })

  test('test and production trust different issuers', () => {
    expect(SETTINGS.test.tokenIssuer).not.toBe(SETTINGS.prod.tokenIssuer)
  })
})
