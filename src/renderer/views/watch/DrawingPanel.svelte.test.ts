import { describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { packed } from '../../../snapshots/fixture'
import { madeFrame } from '../../testing/drawings'
import { canvasIn, drawn } from '../../testing/pixels'
import { RUN, watched } from '../../testing/watching'

describe('the pictures', () => {
  it('are reconstructions, samples, or both', async () => {
    await watched()
    const list = (name: string) => page.getByRole('listbox', { name })
    await expect.element(list('Reconstructions')).toBeVisible()
    await expect.element(list('Samples')).toBeVisible()
    await page.getByRole('radio', { name: 'Samples' }).click()
    await expect.element(list('Reconstructions')).not.toBeInTheDocument()
    await expect.element(page.getByRole('heading', { name: 'Sample 1' })).toBeVisible()
  })

  it('lose their boxes when those are switched off', async () => {
    await watched()
    const green = () => {
      const list = page.getByRole('listbox', { name: 'Reconstructions' }).element()
      const canvas = canvasIn(list.parentElement ?? list)
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
      for (let i = 0; i < data.length; i += 4) if (data[i] === 67 && data[i + 1] === 196) return true
      return false
    }
    await page.getByRole('slider', { name: 'Glimpse t' }).fill('4')
    await expect.poll(green).toBe(true)
    await page.getByRole('checkbox', { name: 'Read boxes' }).click()
    await expect.poll(green).toBe(false)
  })

  it('are all at one glimpse, each over its glimpses, or one at all of them', async () => {
    await watched()
    await page.getByRole('radio', { name: 'Strips' }).click()
    const strips = page.getByRole('listbox', { name: 'Film strips' })
    await expect.poll(() => strips.getByRole('option').elements().length).toBe(32)
    await strips.getByRole('option', { name: 'Image 3' }).click()
    await page.getByRole('radio', { name: 'Steps' }).click()
    const steps = page.getByRole('listbox', { name: 'Image 3, every glimpse' })
    await expect.poll(() => steps.getByRole('option').elements().length).toBe(10)
    await steps.getByRole('option', { name: 'Glimpse 7' }).click()
    await expect.element(page.getByText('t = 7 of 10')).toBeVisible()
  })

  it('are drawn anew when they are drawn otherwise, with what their colours mean', async () => {
    await watched({ state: 'finished' })
    await page.getByRole('slider', { name: 'Glimpse t' }).fill('4')
    const canvas = () => {
      const list = page.getByRole('listbox', { name: 'Reconstructions' }).element()
      return canvasIn(list.parentElement ?? list).toDataURL()
    }
    const seen = new Set<string>()
    for (const look of ['Canvas', 'Change', 'Error']) {
      await page.getByRole('radio', { name: look }).click()
      await drawn()
      seen.add(canvas())
    }
    expect(seen.size).toBe(3)
    await expect.element(page.getByText('x̂ₜ = x − σ(cₜ₋₁)')).toBeVisible()
    await page.getByRole('radio', { name: 'Samples' }).click()
    await expect.element(page.getByRole('radio', { name: 'Error' })).not.toBeInTheDocument()
  })

  it('are looked at as they were the last time', async () => {
    const { view } = await watched()
    await page.getByRole('radio', { name: 'Steps' }).click()
    await page.getByRole('checkbox', { name: 'Read boxes' }).click()
    await view.unmount()
    await watched({}, {}, {}, true)
    await expect.element(page.getByRole('radio', { name: 'Steps' })).toBeChecked()
    await expect.element(page.getByRole('checkbox', { name: 'Read boxes' })).not.toBeChecked()
  })

  it('come with the numbers of the glimpse', async () => {
    await watched()
    await expect.element(page.getByRole('row', { name: 'stride δ, px 3.00 1.50' })).toBeVisible()
    await expect.element(page.getByRole('img', { name: 'read patch, 5 × 5' })).toBeVisible()
  })

  it('of a network without attention have none', async () => {
    await watched({}, { snapshot: ({ step }) => packed(madeFrame(step, { attention: false })) })
    await expect.element(page.getByText(/This network has no attention/)).toBeVisible()
    await expect.element(page.getByRole('checkbox', { name: 'Read boxes' })).not.toBeInTheDocument()
  })

  it('of an earlier step are held until the training is followed again', async () => {
    const { called } = await watched()
    const training = page.getByRole('slider', { name: 'Training' })
    await expect.element(training).toHaveAttribute('max', '3')
    await training.fill('1')
    await expect.element(page.getByText('snapshot at step 200')).toBeVisible()
    await expect.poll(() => called('snapshot')).toContainEqual({ run: RUN, step: 200 })
    await expect.poll(() => called('watch').at(-1)).toEqual({ run: null })
    await page.getByRole('button', { name: 'Follow' }).click()
    await expect.poll(() => called('watch').at(-1)).toEqual({ run: RUN })
  })
})
