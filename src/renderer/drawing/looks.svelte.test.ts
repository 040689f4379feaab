import { describe, expect, it } from 'vitest'
import { colourOf, pixelsAt } from './looks'

const film = {
  count: 2,
  glimpses: 3,
  channels: 1,
  height: 1,
  width: 2,
  // Image 0: 0 0, 51 102, 255 0; image 1 is all 100.
  canvases: Uint8Array.of(0, 0, 51, 102, 255, 0, 100, 100, 100, 100, 100, 100),
}
const pixel = (data: ImageData, p: number) => [...data.data.subarray(4 * p, 4 * p + 3)]

describe('pixelsAt', () => {
  it('is the canvas itself', () => {
    expect(pixel(pixelsAt(film, 'canvas', 0, 2), 1)).toEqual([102, 102, 102])
  })

  it('is what the glimpse changed, a half of a pixel at the ends', () => {
    const seen = pixelsAt(film, 'change', 0, 2)
    expect(pixel(seen, 0)).toEqual(colourOf(51 / 255 / 0.5))
    expect(pixel(seen, 1)).toEqual(colourOf(102 / 255 / 0.5))
    expect(pixel(pixelsAt(film, 'change', 0, 3), 0)).toEqual(colourOf(1))
    expect(pixel(pixelsAt(film, 'change', 1, 3), 0)).toEqual(colourOf(0))
  })

  it('is x̂ₜ = x − σ(cₜ₋₁)', () => {
    const targets = Uint8Array.of(255, 0, 0, 0)
    const seen = pixelsAt(film, 'error', 0, 3, targets)
    expect(pixel(seen, 0)).toEqual(colourOf((255 - 51) / 255))
    expect(pixel(seen, 1)).toEqual(colourOf((0 - 102) / 255))
  })

  it('takes the mean over the channels', () => {
    const colour = { ...film, count: 1, glimpses: 2, channels: 3, width: 1 }
    const seen = pixelsAt({ ...colour, canvases: Uint8Array.of(0, 0, 0, 30, 60, 0) }, 'change', 0, 2)
    expect(pixel(seen, 0)).toEqual(colourOf(30 / 255 / 0.5))
  })

  it('begins at σ(c₀), one for all images', () => {
    const begun = { ...film, canvas0: Uint8Array.of(51, 200) }
    const targets = Uint8Array.of(0, 0, 255, 0)
    // Image 0 is drawn over with 0, image 1 with 100.
    expect(pixel(pixelsAt(begun, 'change', 0, 1), 0)).toEqual(colourOf(-51 / 255 / 0.5))
    expect(pixel(pixelsAt(begun, 'change', 1, 1), 0)).toEqual(colourOf(49 / 255 / 0.5))
    expect(pixel(pixelsAt(begun, 'change', 1, 1), 1)).toEqual(colourOf(-100 / 255 / 0.5))
    expect(pixel(pixelsAt(begun, 'error', 1, 1, targets), 0)).toEqual(colourOf(204 / 255))
    expect(pixel(pixelsAt(begun, 'error', 1, 1, targets), 1)).toEqual(colourOf(-200 / 255))
    expect(pixel(pixelsAt(begun, 'change', 0, 2), 0)).toEqual(colourOf(51 / 255 / 0.5))
  })

  it('is nothing where there is none before it', () => {
    expect(pixel(pixelsAt(film, 'change', 0, 1), 0)).toEqual(colourOf(0))
    expect(pixel(pixelsAt(film, 'error', 0, 2), 0)).toEqual(colourOf(0))
  })
})

it('colours of differences grow lighter all the way, for those who see no red or no green too', () => {
  const linear = (byte: number) => ((byte / 255 + 0.055) / 1.055) ** 2.4
  /** Relative luminance (WCAG); and as protanopes and deuteranopes have it (Viénot, Brettel, Mollon 1999). */
  const eyes = [
    [0.2126, 0.7152, 0.0722],
    [0.1124, 0.8876, 0],
    [0.2928, 0.7072, 0],
  ] as const
  for (const [r, g, b] of eyes) {
    const light = Array.from({ length: 201 }, (_, i) => {
      const [red, green, blue] = colourOf(i / 100 - 1)
      return r * linear(red) + g * linear(green) + b * linear(blue)
    })
    light.slice(1).forEach((value, i) => expect(value).toBeGreaterThanOrEqual(light[i] ?? NaN))
    expect((light[200] ?? 0) - (light[0] ?? 0)).toBeGreaterThan(0.4)
  }
})
