import type { Locator, Page } from '@playwright/test'
import { effectOf, framesDuring } from './inPage'

/*
 * What is moved through: the snapshots of a long run, and the curves of many.
 */

export const MADE = 'made-1'
const PICTURES = '[role=listbox][aria-label=Reconstructions]'

/** From a move of the training slider to its snapshot's pictures on the screen, ms. */
export interface SliderMoves {
  /** To the next one and back again, by the arrow keys. */
  readonly keys: readonly number[]
  /** To far places, each for the first time. */
  readonly first: readonly number[]
  /** To the same places once more, the last ones first. */
  readonly again: readonly number[]
}

/** Shares of the way, each far from the one before: multiples of the golden ratio, without their whole parts. */
const FAR = Array.from({ length: 20 }, (_, i) => ((i + 1) * 0.618034) % 1)

export async function sliderMoves(page: Page): Promise<SliderMoves> {
  await page.evaluate((run) => (location.hash = `#/watch/${run}`), MADE)
  await page.locator(PICTURES).waitFor()
  const slider = page.getByRole('slider', { name: 'Training', exact: true })
  await slider.waitFor()
  // Pictures that play through their glimpses are painted all the time.
  await page.getByRole('button', { name: 'Play', exact: true, pressed: true }).click()
  await page.waitForTimeout(500)
  const last = Number(await slider.getAttribute('max'))
  const to = (share: number) => painted(page, 'input', () => slider.fill(String(Math.round(share * last))))
  const press = (key: string) => painted(page, 'keydown', () => slider.press(key))
  const moves = { first: [] as number[], again: [] as number[], keys: [] as number[] }
  for (const share of FAR) moves.first.push(await to(share))
  for (const share of FAR.slice(0, -1).reverse()) moves.again.push(await to(share))
  for (const key of ['ArrowRight', 'ArrowLeft']) for (let i = 0; i < 8; i++) moves.keys.push(await press(key))
  return moves
}

/** Nothing else is under way when a move begins, but for the training. */
async function painted(page: Page, kind: string, act: () => Promise<void>): Promise<number> {
  await page.waitForTimeout(250)
  return effectOf(page, [kind], act, `canvas:has(+ ${PICTURES})`)
}

/** Times between frames while the curves of `runs` are zoomed by the wheel and panned by dragging, ms. */
export async function curveFrames(page: Page, runs: readonly string[]): Promise<number[]> {
  await page.evaluate(
    (address) => (location.hash = address),
    `#/runs/compare?${new URLSearchParams({ runs: runs.join(' ') }).toString()}`,
  )
  const chart = page.getByRole('slider', { name: 'Curves: cross-hair', exact: true })
  await chart.waitFor({ timeout: 60_000 })
  await chart.scrollIntoViewIfNeeded()
  await page.getByRole('status').filter({ hasText: 'Loading' }).waitFor({ state: 'detached' })
  await page.waitForTimeout(3000)
  return framesDuring(page, () => zoomAndPan(page, chart))
}

async function zoomAndPan(page: Page, chart: Locator): Promise<void> {
  const box = await chart.boundingBox()
  if (!box) throw new Error('The curves are not on the screen')
  const [x, y] = [box.x + 0.6 * box.width, box.y + 0.5 * box.height]
  const wheel = async (turn: number) => {
    for (let i = 0; i < 40; i++) await page.mouse.wheel(0, turn)
  }
  await page.mouse.move(x, y)
  await wheel(-60)
  await page.keyboard.down('Shift')
  await page.mouse.down()
  for (let i = 0; i < 80; i++) await page.mouse.move(x + 0.3 * box.width * Math.sin(i / 6), y)
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await wheel(60)
}
