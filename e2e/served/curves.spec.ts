import { expect } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { curves } from '../curves'
import { testServed } from '../shells'

testServed('curves are read, zoomed and downloaded', async ({ studio }) => {
  const { page } = studio
  await curves(studio, async (format) => {
    const [file] = await Promise.all([page.waitForEvent('download'), studio.button(format).click()])
    expect(file.suggestedFilename()).toMatch(new RegExp(`^curves.*\\.${format.toLowerCase()}$`))
    if (format !== 'CSV') return
    const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\n')
    expect(lines.filter((line) => line.includes(',training,'))).toHaveLength(30)
  })
})
