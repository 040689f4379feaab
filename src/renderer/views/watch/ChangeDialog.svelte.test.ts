import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { RUN, watched } from '../../testing/watching'

it('takes another learning rate while it trains, and refuses what is none', async () => {
  const { called, studio, app } = await watched()
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await button('Change settings').click()
  const dialog = page.getByRole('dialog', { name: 'Change while it trains' })
  const rate = dialog.getByRole('textbox', { name: 'Learning rate' })
  await expect.element(rate).toHaveValue('0.001')
  const change = dialog.getByRole('button', { name: 'Change', exact: true })
  await expect.element(change).toBeDisabled()
  await rate.fill('2')
  await expect.element(dialog.getByText(/must be a number from 1e-7 to 1/)).toBeVisible()
  await expect.element(change).toBeDisabled()
  await rate.fill('0.0005')
  await change.click()
  expect(called('change')).toEqual([{ run: RUN, settings: { learningRate: 5e-4 } }])
  await expect.element(button('Changing…')).toBeDisabled()
  studio.tell({ kind: 'changed', run: RUN, step: 300, settings: { learningRate: 5e-4 } })
  await expect.element(button('Change settings')).toBeEnabled()
  expect(app.notices.list.map(({ message }) => message)).toEqual(['From step 301 on: learning rate 0.0005.'])
})
