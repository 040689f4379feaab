import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { RUN, watched } from '../../testing/watching'

describe('the training slider', () => {
  it('says in words what was thinned', async () => {
    await watched({}, {}, { snapshots: [0, 100, 300], snapshotsMade: 1204 })
    await expect.element(page.getByText('3 of 1,204 snapshots kept')).toBeVisible()
  })

  it('plays through the snapshots, and ends at the newest', async () => {
    await watched({ state: 'finished' })
    const play = page.getByRole('button', { name: 'Play training' })
    await play.click()
    await expect.element(page.getByText('snapshot at step 100')).toBeVisible()
    await expect.element(page.getByText('snapshot at step 300')).toBeVisible()
    await expect.element(play).toHaveAttribute('aria-pressed', 'false')
  })

  it('fetches what is pointed at before it is asked for', async () => {
    const { called } = await watched({ state: 'finished' })
    const slider = page.getByRole('slider', { name: 'Training' })
    await expect.element(slider).toBeVisible()
    await slider.hover({ position: { x: 10, y: 10 } })
    await expect.poll(() => called('snapshot')).toContainEqual({ run: RUN, step: 100 })
    await expect.element(page.getByText('newest, step 300')).toBeVisible()
  })

  it('goes by keyboard, one snapshot at a time, to the first and to the newest', async () => {
    await watched({ state: 'finished' })
    const slider = page.getByRole('slider', { name: 'Training' })
    await expect.element(slider).toBeVisible()
    ;(slider.element() as HTMLElement).focus()
    await userEvent.keyboard('{ArrowLeft}')
    await expect.element(page.getByText('snapshot at step 200')).toBeVisible()
    await userEvent.keyboard('{Home}')
    await expect.element(page.getByText('snapshot at step 100')).toBeVisible()
    await userEvent.keyboard('{End}')
    await expect.element(page.getByText('snapshot at step 300')).toBeVisible()
  })
})
