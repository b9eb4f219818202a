import type { Scene } from './scene.ts'

export const DOOR_SCENES: readonly Scene[] = [
  {
    name: 'api',
    enter: async (page) => {
      await page.goto('/docs#placeHold')
      await page.getByRole('heading', { name: 'Hold av en seng' }).waitFor()
    },
  },
  {
    name: 'sign-in',
    enter: async (page) => {
      await page.goto('/')
      await page.locator('option[value=unit_salten-felles-dogn]').first().waitFor({ state: 'attached' })
    },
  },
  { name: 'no-page', enter: (page) => page.goto('/finnes-ikke') },
]
