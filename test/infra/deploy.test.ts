import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Installation } from '../../infra/aws/installation.ts'
import type { Command, Ran } from '../../infra/deploy/command.ts'
import { whatIsMissing } from '../../infra/deploy/prerequisites.ts'
import { uploadsOf } from '../../infra/deploy/uploads.ts'
import { webFiles } from '../../infra/local/web-files.ts'
import { tempDir } from '../support/http-process.ts'

const REGIONS = ['eu-north-1', 'us-east-1']
const ready = { stage: 'test', regions: REGIONS, hasInstallation: true } as const

/** A machine where everything is as it must be, but for what is named by the first words of the call. */
const machine =
  (but: Readonly<Record<string, Ran>> = {}): Command =>
  (...call) => {
    const line = call.join(' ')
    const [, answer] = Object.entries(but).find(([start]) => line.includes(start)) ?? []
    if (answer) return answer
    if (line === 'aws --version') return { ok: true, said: 'aws-cli/2.31.0 Python/3.13' }
    if (line.startsWith('git')) return { ok: true, said: '' }
    return { ok: true, said: '111122223333\n' }
  }
const failed: Ran = { ok: false, said: '' }

describe('before anything is deployed', () => {
  test('nothing is missing where everything is there', () => {
    expect(whatIsMissing(ready, machine())).toEqual([])
  })

  test.each([
    ['no AWS CLI', { 'aws --version': failed }, /AWS CLI 2/],
    ['an old AWS CLI', { 'aws --version': { ok: true, said: 'aws-cli/1.44.0' } }, /AWS CLI 2/],
    ['nobody who is signed in', { 'sts get-caller-identity': failed }, /aws sso login/],
    [
      'an account that is not bootstrapped',
      { '--region us-east-1': failed },
      /cdk bootstrap aws:\/\/111122223333\/us-east-1/,
    ],
  ])('%s is said, with what to do about it', (_, but, todo) => {
    const missing = whatIsMissing(ready, machine(but))
    expect(missing).toHaveLength(1)
    expect(`${missing[0]?.what} ${missing[0]?.todo}`).toMatch(todo)
  })

  test('both regions are named where neither is bootstrapped', () => {
    expect(whatIsMissing(ready, machine({ 'describe-stacks': failed }))).toHaveLength(2)
  })

  test('the installation’s own file must be there', () => {
    expect(whatIsMissing({ ...ready, hasInstallation: false }, machine())[0]?.what).toContain('installation.test.json')
  })

  test('production is what git knows, and the other stages may be tried', () => {
    const changed = machine({ 'git status': { ok: true, said: ' M lib/x.ts\n' } })
    expect(whatIsMissing({ ...ready, stage: 'prod' }, changed)[0]?.todo).toContain('produksjon')
    expect(whatIsMissing(ready, changed)).toEqual([])
  })

  test.each([
    [[], 'Bruk: npm run deploy'],
    [['--stage', 'production'], 'production er ikke et trinn'],
    [['--stag', 'test'], "Unknown option '--stag'"],
  ])('npm run deploy -- %j is refused with what is wrong', (args, why) => {
    const { status, stderr } = spawnSync(process.execPath, ['infra/deploy/deploy.ts', ...args], { encoding: 'utf8' })
    expect(stderr).toContain(why)
    expect(stderr).not.toContain('    at ')
    expect(status).toBe(1)
  })
})

describe('the pages', () => {
  const dir = tempDir(() => {})
  mkdirSync(join(dir, 'assets'))
  for (const file of ['index.html', 'icon.svg', 'built-from', 'assets/a-1.js', 'assets/b-2.css']) {
    writeFileSync(join(dir, file), file)
  }
  const uploads = uploadsOf(dir)

  test('are laid out after what they name, and nothing else is', () => {
    const keys = uploads.map(({ key }) => key)
    expect(keys.slice(0, 2).toSorted()).toEqual(['assets/a-1.js', 'assets/b-2.css'])
    expect(keys.slice(2).toSorted()).toEqual(['icon.svg', 'index.html'])
  })

  test('are sent as the local server sends them', async () => {
    const local = webFiles(dir)
    for (const { key, contentType, cacheControl } of uploads) {
      const answer = await local('GET', `/${key}`, {} as never)
      expect(answer?.headers).toMatchObject({ 'content-type': contentType, 'cache-control': cacheControl })
    }
  })
})

describe('the installation’s own file', () => {
  test('the example is one', () => {
    const example: unknown = JSON.parse(readFileSync('docs/installation.example.json', 'utf8'))
    expect(Installation.safeParse(example).success).toBe(true)
  })

  test.each([
    ['nobody to tell', { notify: [] }],
    ['an address that is none', { notify: ['drift'] }],
    [
      'a certificate of another region',
      {
        notify: ['a@b.no'],
        domain: { name: 'a.no', certificateArn: 'arn:aws:acm:eu-north-1:111122223333:certificate/a' },
      },
    ],
    ['a word too many', { notify: ['a@b.no'], domene: 'a.no' }],
  ])('%s is refused', (_, file) => {
    expect(Installation.safeParse(file).success).toBe(false)
  })
})
