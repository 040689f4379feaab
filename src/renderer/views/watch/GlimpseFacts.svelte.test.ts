import { expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page } from 'vitest/browser'
import '../../styles/tokens.css'
import '../../styles/base.css'
import { madeDrawing } from '../../testing/drawings'
import { roomOf } from '../../testing/pixels'
import GlimpseFacts from './GlimpseFacts.svelte'

// In the smallest window there are some 300 pixels; 220 leave no room beside the patches.
it.each([300, 220])('keeps its numbers within %d pixels, however large the image', async (wide) => {
  const film = madeDrawing({ height: 250, width: 250, n: 12 })
  const target = roomOf(wide, 300)
  await render(GlimpseFacts, { target, props: { film, image: 15, name: 'Image 16', t: 10 } })
  const inner = target.getBoundingClientRect().right
  expect(page.getByRole('table').element().getBoundingClientRect().right).toBeLessThanOrEqual(inner)
  await expect
    .element(page.getByRole('row', { name: /^centre/ }))
    .toHaveTextContent(/\d{2,3}\.\d, \d{2,3}\.\d/)
})
