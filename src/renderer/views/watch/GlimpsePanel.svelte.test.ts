import { expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page } from 'vitest/browser'
import '../../styles/tokens.css'
import '../../styles/base.css'
import { madeDrawing } from '../../testing/drawings'
import { roomOf } from '../../testing/pixels'
import GlimpsePanel from './GlimpsePanel.svelte'

// 376 is the panel's width in the smallest window; 300 leaves no room beside the patches.
it.each([376, 300])('keeps its numbers within %d pixels, however large the image', async (wide) => {
  const film = madeDrawing({ height: 250, width: 250, n: 12 })
  const target = roomOf(wide, 300)
  await render(GlimpsePanel, { target, props: { film, image: 15, name: 'Image 16', t: 10 } })
  const inner = target.getBoundingClientRect().right - 13
  expect(page.getByRole('table').element().getBoundingClientRect().right).toBeLessThanOrEqual(inner)
  await expect
    .element(page.getByRole('row', { name: /^centre/ }))
    .toHaveTextContent(/\d{2,3}\.\d, \d{2,3}\.\d/)
})
