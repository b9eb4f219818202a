import { expect, it } from 'vitest'
import { shippedPackages } from '../../scripts/licences-page.ts'

/** Licences that may be combined with EUPL-1.2 and be shipped by a public body without more ado. */
const ALLOWED = ['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'OFL-1.1']

const isAllowed = (expression: string): boolean =>
  expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => ALLOWED.includes(choice))

it('every package that reaches a user has a licence that lets it', () => {
  const shipped = shippedPackages()
  expect(shipped.map(({ name }) => name)).toEqual(expect.arrayContaining(['zod', 'preact', '@dynoxide/linux-x64']))
  expect(shipped.filter(({ licence }) => !isAllowed(licence))).toEqual([])
})
