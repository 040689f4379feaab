import { expect } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { byKeyboard, damaged, damagePreferences, preferred, told } from '../desktop'
import { testServed } from '../shells'

testServed('what is preferred is found, done and kept', preferred)
testServed('damaged preferences are told of, not lost', damaged, damagePreferences)
testServed('the log, the guide, keys and licences are in the window', told)
testServed('from start to export by keyboard', (opened) => byKeyboard(opened, 'Alt+Shift'))

testServed('files dropped anywhere are imported', async ({ studio }) => {
  const { page } = studio
  await studio.go('Runs')
  const bytes = [...(await readFile('src/data/formats/fixtures/mnist.npz'))]
  await page.evaluate((numbers) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([Uint8Array.from(numbers)], 'mnist.npz'))
    for (const kind of ['dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }))
  }, bytes)
  await expect(page.getByRole('heading', { level: 1, name: 'New run' })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'is in the library' })).toBeVisible()
})
