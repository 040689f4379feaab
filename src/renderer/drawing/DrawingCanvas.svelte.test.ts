import { expect, it } from 'vitest'
import { render } from 'vitest-browser-svelte'
import type { Drawing } from '../../studio/drawing'
import '../styles/tokens.css'
import { canvasIn, drawn, pixelOf, roomOf } from '../testing/pixels'
import DrawingCanvas from './DrawingCanvas.svelte'

const READ = [67, 196, 129]
const WRITE = [255, 107, 94]
const BLACK = [0, 0, 0]

/** Two glimpses of 28 × 28: the first black, the second with pixel (3, 5) white. */
function drawingOf(change: Partial<Drawing> = {}): Drawing {
  const canvases = new Uint8Array(2 * 28 * 28)
  canvases[28 * 28 + 5 * 28 + 3] = 255
  return {
    count: 1,
    glimpses: 2,
    channels: 1,
    height: 28,
    width: 28,
    canvases,
    // Read: centre 14.5, δ 2, N 5: from 10 to 18. Write: centre 6.5, δ 1: from 4 to 8.
    read: Float32Array.of(14.5, 14.5, 2, 0.4, 1, 14.5, 14.5, 2, 4, 1),
    write: Float32Array.of(6.5, 6.5, 1, 0.4, 1, 27.5, 6.5, 2, 0.4, 1),
    readPatches: new Uint8Array(2 * 25),
    writePatches: new Uint8Array(2 * 25),
    ...change,
  }
}

async function show(drawing: Drawing, t: number, sides: ('read' | 'write')[] = ['read', 'write']) {
  const target = roomOf(280, 280)
  await render(DrawingCanvas, { target, props: { drawing, image: 0, t, sides, label: 'Image 1' } })
  await drawn()
  const canvas = canvasIn(target)
  const scale = canvas.width / 28
  return {
    canvas,
    scale,
    at: (x: number, y: number) => pixelOf(canvas, Math.round(x * scale), Math.round(y * scale)),
  }
}

it('draws every pixel as one whole square', async () => {
  const { canvas, scale } = await show(drawingOf(), 2, [])
  expect(Number.isInteger(scale)).toBe(true)
  for (const [x, y, white] of [
    [3 * scale, 5 * scale, true],
    [4 * scale - 1, 6 * scale - 1, true],
    [3 * scale - 1, 5 * scale, false],
    [4 * scale, 5 * scale, false],
    [3 * scale, 6 * scale, false],
  ] as const)
    expect(pixelOf(canvas, x, y)).toEqual(white ? [255, 255, 255] : BLACK)
})

it('draws the read box green and the write box red, where the filters lie', async () => {
  const { at } = await show(drawingOf(), 1)
  for (const [x, y] of [
    [10, 14],
    [18, 14],
    [14, 10],
    [14, 18],
  ] as const)
    expect(at(x, y)).toEqual(READ)
  for (const [x, y] of [
    [4, 6],
    [8, 6],
    [6, 4],
    [6, 8],
  ] as const)
    expect(at(x, y)).toEqual(WRITE)
  expect(at(14, 14)).toEqual(BLACK)
  expect(at(20, 14)).toEqual(BLACK)
})

it('leaves out boxes that are not wanted', async () => {
  const { at } = await show(drawingOf(), 1, ['write'])
  expect(at(10, 14)).toEqual(BLACK)
  expect(at(4, 6)).toEqual(WRITE)
})

it('draws a thicker border for a larger σ', async () => {
  const thickness = async (t: number) => {
    const { canvas, scale } = await show(drawingOf(), t, ['read'])
    let green = 0
    for (let x = 7 * scale; x < 13 * scale; x++) if (pixelOf(canvas, x, 14 * scale)[1] === 196) green++
    return green / scale
  }
  expect(await thickness(1)).toBeLessThan(0.5)
  // Half of σ = 4, at 4 CSS pixels of the 10 that a pixel of the image has here.
  expect(await thickness(2)).toBeCloseTo(2 * 0.4, 5)
})

it('shows nothing of a box beyond the picture', async () => {
  // A wide room: the picture is in its middle, the write box of t = 2 reaches over its right edge.
  const target = roomOf(600, 280)
  const props = { drawing: drawingOf(), image: 0, t: 2, sides: ['write' as const], label: 'Image 1' }
  await render(DrawingCanvas, { target, props })
  await drawn()
  const canvas = canvasIn(target)
  const scale = Math.floor(canvas.height / 28)
  const left = Math.floor((canvas.width - 28 * scale) / 2)
  expect(pixelOf(canvas, left + 23 * scale, 6 * scale)).toEqual(WRITE)
  expect(canvas.getContext('2d')?.getImageData(left + 31 * scale, 6 * scale, 1, 1).data[3]).toBe(0)
})

it('draws colour', async () => {
  const canvases = new Uint8Array(2 * 3 * 28 * 28)
  for (const [c, value] of [200, 100, 50].entries()) canvases[c * 28 * 28] = value
  const { at } = await show(drawingOf({ channels: 3, canvases }), 1, [])
  expect(at(0.5, 0.5)).toEqual([200, 100, 50])
})
