import { expect } from '@playwright/test'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { curves } from '../curves'
import { testInElectron } from '../shells'

testInElectron(
  'curves are read, zoomed and written into the exports of their run',
  async ({ studio, home }) => {
    const { page } = studio
    await curves(studio, async (format) => {
      await studio.button(format).click()
      const ending = new RegExp(`Written to .*\\.${format.toLowerCase()}`)
      await expect(page.getByRole('status').filter({ hasText: ending })).toBeVisible()
    })
    const [run = ''] = await readdir(join(home, 'runs'))
    const files = await readdir(join(home, 'runs', run, 'exports'))
    expect(files.map((name) => name.split('.').pop()).sort()).toEqual(['csv', 'png', 'svg'])
  },
)
