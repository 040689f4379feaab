/** Viridis (Smith & van der Walt, 2015) at nine even places: even steps for the eye, with and without colour. */
const STOPS = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
] as const

let made: Uint32Array | undefined

/** 256 colours from least to most, each as the four bytes of a pixel. */
export function heatColours(): Uint32Array {
  if (made) return made
  const bytes = new Uint8Array(4 * 256)
  for (let i = 0; i < 256; i++) {
    const at = (i / 255) * (STOPS.length - 1)
    const low = Math.min(Math.floor(at), STOPS.length - 2)
    for (let c = 0; c < 3; c++) {
      const [a, b] = [STOPS[low]?.[c] ?? 0, STOPS[low + 1]?.[c] ?? 0]
      bytes[4 * i + c] = Math.round(a + (b - a) * (at - low))
    }
    bytes[4 * i + 3] = 255
  }
  made = new Uint32Array(bytes.buffer)
  return made
}

/** The same as CSS draws it. */
export const HEAT_GRADIENT = `linear-gradient(to right, ${STOPS.map((stop) => `rgb(${stop.join(' ')})`).join(', ')})`
