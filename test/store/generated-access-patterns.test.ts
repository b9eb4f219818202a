import { expect, inject, it } from 'vitest'
import { accessPatternsPage } from '../../scripts/access-patterns-page.ts'
import { measureAccess } from '../support/measure-access.ts'
import { readSource } from '../support/source-files.ts'
import { freshTable } from '../support/table.ts'

/** The engines count indexes a little differently; the page is of the embedded one. */
it.runIf(inject('engine') === 'dynoxide')('docs/generated/access-patterns.md is what the engine counts', async () => {
  const { client, tableName } = await freshTable()
  const page = accessPatternsPage(await measureAccess({ client, tableName }))
  expect(readSource('docs/generated/access-patterns.md')).toBe(page)
})
