import { expect, it } from 'vitest'
import { licencesPage } from '../../scripts/licences-page.ts'
import { routesPage } from '../../scripts/routes-page.ts'
import { statesPage } from '../../scripts/states-page.ts'
import { readSource } from '../support/source-files.ts'

it.each([
  ['routes.md', routesPage],
  ['states.md', statesPage],
  ['lisenser.md', licencesPage],
])('docs/generated/%s is what the tables say (npm run docs)', (name, page) => {
  expect(readSource(`docs/generated/${name}`)).toBe(page())
})
