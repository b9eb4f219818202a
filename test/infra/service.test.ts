import { describe, expect, test } from 'vitest'
import { parseStage, SETTINGS, STAGES } from '../../infra/aws/settings.ts'
import { makeApp } from './templates.ts'

describe('the whole service', () => {
  // The validator throws on what CloudFormation would refuse at deploy.
  test.each(STAGES)('CloudFormation finds nothing wrong with %s', (stage) => {
    const { app, data, api, jobs } = makeApp(stage, { isValidated: true })
    const { stacks } = app.synth()
    expect(stacks.map(({ stackName }) => stackName).toSorted()).toEqual(
      [api, data, jobs].map(({ stackName }) => stackName),
    )
    expect(stacks.map(({ stackName }) => stackName).toSorted()).toEqual(
      ['api', 'data', 'jobs'].map((each) => `trekkspill-${stage}-${each}`),
    )
    expect(new Set(stacks.map(({ environment }) => environment.region))).toEqual(new Set([SETTINGS[stage].region]))
  })

  test('a stage that nobody has described is refused', () => {
    expect(() => parseStage('production')).toThrow(RangeError)
  })

  test('the two stages trust different issuers', () => {
    expect(new Set(STAGES.map((stage) => SETTINGS[stage].tokenIssuer)).size).toBe(STAGES.length)
  })
})
