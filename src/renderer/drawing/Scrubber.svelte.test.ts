import { afterEach, beforeEach, expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import { Player } from './player.svelte'
import Scrubber from './Scrubber.svelte'

let player: Player
beforeEach(async () => {
  player = new Player()
  player.load(64)
  await render(Scrubber, { player })
})
afterEach(() => player.pause())
const slider = page.getByRole('slider', { name: 'Glimpse t' })
const play = page.getByRole('button', { name: 'Play' })

it('says which glimpse is shown', async () => {
  player.seek(37)
  await expect.element(slider).toHaveAttribute('aria-valuetext', 't = 37 of 64')
  await expect.element(page.getByText('t = 37 of 64')).toBeVisible()
})

it('steps with the arrow keys', async () => {
  player.seek(10)
  slider.element().focus()
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}')
  expect(player.t).toBe(11)
})

it('steps with the arrow keys from anywhere else too, and not beyond the ends', async () => {
  await userEvent.keyboard('{ArrowLeft}{ArrowRight}{ArrowRight}')
  expect(player.t).toBe(3)
})

it('plays on, and holds where it is told to', async () => {
  await play.click()
  await expect.element(play).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => player.t).toBeGreaterThan(3)
  await play.click()
  const held = player.t
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(player.t).toBe(held)
})

it('plays with Space', async () => {
  await userEvent.keyboard(' ')
  expect(player.playing).toBe(true)
  slider.element().focus()
  await userEvent.keyboard(' ')
  expect(player.playing).toBe(false)
})

it('holds the end before it begins again', async () => {
  player.seek(60)
  player.play()
  await expect.poll(() => player.t).toBe(64)
  await expect.poll(() => player.t, { timeout: 4000 }).toBeLessThan(10)
})

it('keeps t when drawings of as many glimpses arrive, and the nearest of fewer', () => {
  player.seek(37)
  player.load(64)
  expect(player.t).toBe(37)
  player.load(10)
  expect(player.t).toBe(10)
})
