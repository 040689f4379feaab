import { decode } from 'fast-png'
import { expect, it } from 'vitest'
import type { Picture } from './attention'
import { figure4 } from './figure'
import { FIGURE_4 } from './presets'
import { figurePng, figureSvg } from './saving'

const picture: Picture = { channels: 3, height: 30, width: 40, values: new Float32Array(3600).fill(0.5) }
const figure = figure4(picture, FIGURE_4.of(picture))

it('a figure becomes a PNG of three times its size that says what made it', async () => {
  const blob = await figurePng(figure, {
    Software: 'Easel 0.1.0',
    'Easel-Picture': '#/lab – σ',
    'Easel-Windows': [1],
  })
  const png = decode(await blob.arrayBuffer())
  expect([png.width, png.height]).toEqual([3 * figure.wide, 3 * figure.tall])
  expect(png.text).toEqual({ Software: 'Easel 0.1.0', 'Easel-Picture': '#/lab ? ?', 'Easel-Windows': '[1]' })
  const at = (x: number, y: number) => [
    ...png.data.subarray(4 * (3 * y * png.width + 3 * x), 4 * (3 * y * png.width + 3 * x) + 4),
  ]
  expect(at(2, 2)).toEqual([255, 255, 255, 255])
  // An even grey, through the middle of the second tile, the patch.
  expect(at(336, 120)).toEqual([128, 128, 128, 255])
})

it('a figure becomes an SVG a browser can show', async () => {
  const svg = new DOMParser().parseFromString(await figureSvg(figure, { a: '&' }).text(), 'image/svg+xml')
  expect(svg.querySelector('parsererror')).toBeNull()
  expect(JSON.parse(svg.querySelector('metadata')?.textContent ?? '')).toEqual({ a: '&' })
  expect(svg.querySelectorAll('image')).toHaveLength(5)
})
