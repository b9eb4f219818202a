import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { openApiDocument } from '../../lib/contract/openapi/document.ts'
import { coastFile } from '../../scripts/coast-file.ts'
import { costPage } from '../../scripts/cost-page.ts'
import { eventsPage } from '../../scripts/events-page.ts'
import { licencesPage } from '../../scripts/licences-page.ts'
import { routesPage } from '../../scripts/routes-page.ts'
import { securityPage } from '../../scripts/security-page.ts'
import { statesPage } from '../../scripts/states-page.ts'
import { ROOT, readSource } from '../support/source-files.ts'

it.each([
  ['routes.md', routesPage],
  ['states.md', statesPage],
  ['hendelser.md', eventsPage],
  ['security.md', securityPage],
  ['cost.md', costPage],
  ['lisenser.md', licencesPage],
])('docs/generated/%s is what the tables say (npm run docs)', (name, page) => {
  expect(readSource(`docs/generated/${name}`)).toBe(page())
})

it('docs/generated/openapi.json is what the rows and their schemas say (npm run docs)', () => {
  const examples = JSON.parse(readSource('docs/generated/examples.json'))
  expect(JSON.parse(readSource('docs/generated/openapi.json'))).toEqual(openApiDocument(examples))
})

it('docs/generated/openapi.json is a good OpenAPI document, examples and all', async () => {
  const redocly = ['node_modules/@redocly/cli/bin/cli.js', 'lint', 'docs/generated/openapi.json', '--format=stylish']
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' }
  const { stderr } = await promisify(execFile)(process.execPath, redocly, { cwd: ROOT, env })
  expect(stderr).toContain('Your API description is valid')
})

it('the coast in the drawing is what the atlas says (npm run docs), and small', () => {
  expect(readSource('web/amk/coast.ts')).toBe(coastFile())
  expect(gzipSync(coastFile()).length).toBeLessThan(8_000)
})
