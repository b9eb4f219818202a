import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, Validations } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import type { IConstruct } from 'constructs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { checksOf } from '../../infra/aws/checks.ts'
import { type Installation, NOBODYS } from '../../infra/aws/installation.ts'
import { addService } from '../../infra/aws/service.ts'
import { STAGES, type Stage } from '../../infra/aws/settings.ts'

const WITH_DOMAIN: Installation = {
  ...NOBODYS,
  domain: { name: 'senger.kommune.no', certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/a-1' },
}

/** Every finding of every rule, as `rule at construct`. */
function findingsOf(stage: Stage, installation: Installation): readonly string[] {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'trekkspill-nag-')), analyticsReporting: false })
  addService(app, stage, { codeOf: (name) => Code.fromInline(`// ${name}`), rootFiles: ['/icon.svg'], installation })
  return checksOf(app).flatMap((pack) =>
    pack
      .validateScope(app)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
      ),
  )
}

describe.each(STAGES)('cdk-nag on %s', (stage) => {
  afterEach(() => vi.restoreAllMocks())

  test.each([NOBODYS, WITH_DOMAIN])('finds nothing that has not been answered', (installation) => {
    expect(findingsOf(stage, installation)).toEqual([])
  })

  test('every answer is to a finding that is there, and is a whole reason', () => {
    const answers: { readonly path: string; readonly id: string; readonly reason: string }[] = []
    let at: IConstruct | undefined
    const of = Validations.of.bind(Validations)
    vi.spyOn(Validations, 'of').mockImplementation((construct) => {
      at = construct
      return of(construct)
    })
    vi.spyOn(Validations.prototype, 'acknowledge').mockImplementation((...all) => {
      answers.push(...all.map(({ id, reason }) => ({ path: at?.node.path ?? '', id, reason: reason ?? '' })))
    })
    const findings = findingsOf(stage, NOBODYS)
    expect(findings.length).toBeGreaterThan(0)
    const toNag = answers.filter(({ id }) => !id.startsWith('Annotation::'))
    const idle = toNag.filter(({ id, path }) => !findings.some((finding) => finding.startsWith(`${id} at ${path}`)))
    expect(idle).toEqual([])
    for (const { reason } of answers) expect(reason.split(' ').length).toBeGreaterThan(5)
  })
})
