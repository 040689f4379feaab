import { createRawSnippet } from 'svelte'
import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-svelte'
import { page, userEvent } from 'vitest/browser'
import '../styles/tokens.css'
import { madeDrawing } from '../testing/drawings'
import { canvasIn, drawn, pixelOf, roomOf } from '../testing/pixels'
import DrawingGrid from './DrawingGrid.svelte'

const base = { drawing: madeDrawing(), t: 10, sides: [], label: 'Samples', selected: 0, onselect: () => {} }
const option = (name: string) => page.getByRole('option', { name, exact: true })

it('offers each image by its name, with the selected one marked', async () => {
  await render(DrawingGrid, { target: roomOf(700, 400), props: { ...base, selected: 2 } })
  await expect.element(page.getByRole('listbox', { name: 'Samples' })).toBeVisible()
  await drawn()
  expect(page.getByRole('option').elements().length).toBe(16)
  await expect.element(option('Image 3')).toHaveAttribute('aria-selected', 'true')
  await expect.element(option('Image 2')).toHaveAttribute('aria-selected', 'false')
})

it('selects with a click, and moves with the arrow keys', async () => {
  const onselect = vi.fn()
  const target = roomOf(700, 400)
  const { rerender } = await render(DrawingGrid, { target, props: { ...base, onselect } })
  await option('Image 2').click()
  expect(onselect).toHaveBeenLastCalledWith(1)
  await rerender({ selected: 1 })
  option('Image 2').element().focus()
  await userEvent.keyboard('{ArrowRight}')
  expect(onselect).toHaveBeenLastCalledWith(2)
  await expect.element(option('Image 3')).toHaveFocus()
  await rerender({ selected: 2 })
  const topOf = (name: string) => option(name).element().getBoundingClientRect().top
  const columns = Array.from({ length: 16 }, (_, i) => topOf(`Image ${i + 1}`)).filter(
    (top) => top === topOf('Image 1'),
  ).length
  await userEvent.keyboard('{ArrowDown}')
  expect(onselect).toHaveBeenLastCalledWith(2 + columns)
})

it('draws each image in its own place', async () => {
  const target = roomOf(700, 400)
  await render(DrawingGrid, { target, props: base })
  await drawn()
  const canvas = canvasIn(target)
  const { left, top } = canvas.getBoundingClientRect()
  const ratio = canvas.width / canvas.clientWidth
  const { canvases } = base.drawing
  for (const image of [0, 7, 15]) {
    const box = option(`Image ${image + 1}`)
      .element()
      .getBoundingClientRect()
    const scale = (box.width * ratio) / 28
    expect(scale).toBe(Math.round(scale))
    for (const [x, y] of [
      [14, 14],
      [5, 20],
      [0, 0],
    ] as const) {
      const value = canvases[((image * 10 + 9) * 28 + y) * 28 + x] ?? NaN
      const at = (start: number, place: number) => Math.round(start * ratio) + place * scale + 1
      expect(pixelOf(canvas, at(box.left - left, x), at(box.top - top, y))).toEqual([value, value, value])
    }
  }
})

it('draws another glimpse when t changes', async () => {
  const target = roomOf(300, 300)
  const { rerender } = await render(DrawingGrid, {
    target,
    props: { ...base, drawing: madeDrawing({ count: 1 }) },
  })
  await drawn()
  const canvas = canvasIn(target)
  const scale = Math.floor(canvas.width / 28)
  const white = () => {
    const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
    let sum = 0
    for (let i = 0; i < data.length; i += 4) sum += Number((data[i] ?? 0) > 100)
    return sum / scale ** 2
  }
  const finished = white()
  await rerender({ t: 1 })
  await drawn()
  expect(white()).toBeGreaterThan(0)
  expect(white()).toBeLessThan(finished / 3)
})

it('shows another image beside each, and words under it', async () => {
  const companions = new Uint8Array(16 * 28 * 28).fill(77)
  const caption = createRawSnippet<[number]>((image) => ({ render: () => `<b>${image()}.5</b>` }))
  const target = roomOf(700, 400)
  await render(DrawingGrid, { target, props: { ...base, companions, caption } })
  await drawn()
  await expect.element(option('Image 4').getByText('3.5')).toBeVisible()
  const canvas = canvasIn(target)
  const ratio = canvas.width / canvas.clientWidth
  const box = option('Image 1').element().getBoundingClientRect()
  const origin = canvas.getBoundingClientRect()
  const beside = pixelOf(
    canvas,
    Math.round((box.right - origin.left) * ratio) - 3,
    Math.round((box.top - origin.top) * ratio) + 3,
  )
  expect(beside).toEqual([77, 77, 77])
})

it('shows a still image at every glimpse, with the box of each', async () => {
  const { canvases, ...size } = madeDrawing({ count: 1 })
  const stills = canvases.subarray(-28 * 28)
  const target = roomOf(300, 300)
  const props = { ...base, drawing: { ...size, stills }, sides: ['read' as const] }
  const { rerender } = await render(DrawingGrid, { target, props })
  const canvas = canvasIn(target)
  const shown = async (t: number) => {
    await rerender({ t })
    await drawn()
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {}
    let [bar, green] = [0, 0]
    for (let i = 0; data && i < data.length; i += 4) {
      if (data[i] === 120 && data[i + 1] === 120) bar++
      // The colour of read boxes.
      if (data[i] === 67 && data[i + 1] === 196) green = (31 * green + i) % 1e9
    }
    return { bar, green }
  }
  const [first, last] = [await shown(1), await shown(10)]
  expect(first.green).not.toBe(last.green)
  expect(first.bar).toBeGreaterThan(0.8 * last.bar)
})

it('scrolls where a hundred images would be too small to see', async () => {
  const target = roomOf(400, 300)
  await render(DrawingGrid, {
    target,
    props: { ...base, drawing: madeDrawing({ count: 100, glimpses: 10 }), least: 48 },
  })
  await drawn()
  expect(option('Image 100').element().getBoundingClientRect().height).toBeGreaterThanOrEqual(48)
  const room = target.firstElementChild
  expect(room?.scrollHeight).toBeGreaterThan(300)
  expect(room?.scrollWidth).toBeLessThanOrEqual(400)
})

it('scrolls to all of what the keyboard reaches, its words too', async () => {
  const target = roomOf(300, 230)
  const caption = createRawSnippet(() => ({ render: () => '<b>words</b>' }))
  const props = { ...base, least: 56, caption, lines: 2 }
  const { rerender } = await render(DrawingGrid, { target, props })
  await drawn()
  const bottom = target.getBoundingClientRect().bottom
  const wordsOf = (image: number) =>
    option(`Image ${image}`).element().querySelector('span')?.getBoundingClientRect() ?? new DOMRect()
  option('Image 1').element().focus()
  for (let image = 1; image <= 16; image++) {
    await rerender({ selected: image - 1 })
    const words = wordsOf(image)
    expect(words.top).toBeGreaterThan(0)
    expect(words.top + 36).toBeLessThanOrEqual(bottom)
    await userEvent.keyboard('{ArrowRight}')
  }
})

it('has no scroll bar where all fits, so that none takes the room that is missing then', async () => {
  const target = roomOf(247, 245)
  await render(DrawingGrid, { target, props: { ...base, least: 56 } })
  await drawn()
  const overflow = () => getComputedStyle(target.firstElementChild ?? target).overflowY
  expect(overflow()).toBe('hidden')
  target.style.height = '200px'
  await expect.poll(overflow).toBe('auto')
})
