import { expect, it } from 'vitest'
import { become } from '../../scripts/screens/scene.ts'
import { found } from '../support/http-world.ts'
import { holdCard, lookFor, openAsDispatcher } from '../support/web-dispatcher.ts'
import { webWorld } from '../support/web-world.ts'

const world = webWorld()

it('two dispatchers want the last bed: one has it, the other is told what to do, the unit says yes to the one', async () => {
  const name = 'Siste seng KAD'
  const { unitId } = await found(world().api, 'siste-seng', { beds: 1, unit: { name } })
  await found(world().api, 'til-neste', { beds: 4, unit: { name: 'Neste KAD', lat: 67.5 } })
  const ward = await world().open('/')
  await become(ward, { role: 'ward-leader', org: unitId, shownAs: name }, `/enhet/${unitId}`)
  await ward.getByRole('heading', { name }).first().waitFor()
  const desks = await Promise.all([openAsDispatcher(world()), openAsDispatcher(world(), 'Legevakten i Bodø')])
  for (const desk of desks) {
    await lookFor(desk, 'bodo')
    await desk.getByRole('button', { name: `Hold av seng i ${name}` }).click()
    await desk.getByRole('dialog').waitFor()
  }

  await Promise.all(desks.map((desk) => desk.keyboard.press('Enter')))
  const refusal = (desk: (typeof desks)[number]) => desk.getByRole('alert').filter({ hasText: 'Ingen ledig seng' })
  const ends = await Promise.all(
    desks.map((desk) =>
      Promise.race([
        holdCard(desk, `${name}: venter på svar`)
          .waitFor()
          .then(() => 'won' as const),
        refusal(desk)
          .waitFor()
          .then(() => 'lost' as const),
      ]),
    ),
  )
  expect(ends.toSorted()).toEqual(['lost', 'won'])
  const [winner, loser] = ends[0] === 'won' ? desks : desks.toReversed()
  if (!winner || !loser) throw new Error('there are two desks')

  // Told what to do next, and it is done with two keys: the bed that is left stands chosen.
  expect(await refusal(loser).innerText()).toMatch(/Velg|velg|ring/)
  await loser.keyboard.press('Escape')
  await loser.locator('.unit-row', { hasText: name }).getByText('full').waitFor()
  await loser.locator('.unit-row[aria-current]', { hasText: 'Neste KAD' }).waitFor()
  await loser.keyboard.press('h')
  await loser.keyboard.press('Enter')
  await holdCard(loser, 'Neste KAD: venter på svar').waitFor()

  await ward.getByRole('button', { name: 'Ta imot' }).first().click()
  await holdCard(winner, `${name} tar imot`).waitFor()
  const nurse = await world().api.as({ role: 'ward', unit: unitId })
  expect((await nurse.ok('show-board', { params: { unitId } })).holds).toMatchObject([{ state: 'accepted' }])
})
