import type { Generator } from '../../random/generator'

/** Points x0, y0, x1, y1, … that a pen passes without being lifted. */
export type Path = readonly number[]

/** Side of an image, pixels. */
export const SIDE = 28

/** Rounds the corners of `path` as a hand does: two rounds of Chaikin's corner cutting. */
export function rounded(path: Path, cut: number): number[] {
  let points = [...path]
  for (let round = 0; round < 2; round++) {
    const next = [points[0] as number, points[1] as number]
    for (let i = 0; i + 3 < points.length; i += 2) {
      const [x0, y0, x1, y1] = points.slice(i, i + 4) as [number, number, number, number]
      if (i > 0) next.push(x0 + cut * (x1 - x0), y0 + cut * (y1 - y0))
      if (i + 4 < points.length) next.push(x1 + cut * (x0 - x1), y1 + cut * (y0 - y1))
    }
    next.push(...points.slice(-2))
    points = next
  }
  return points
}

/**
 * Draws `path`, in pixels, onto `ink` [28, 28] of 0…1, with a round nib of `radius` pixels. The pressure swells and
 * fades along the path, more at its ends; edges are anti-aliased.
 */
export function draw(ink: Float32Array, path: Path, radius: number, { uniform }: Generator): void {
  const phase = 2 * Math.PI * uniform(),
    waves = 0.5 + 1.5 * uniform(),
    depth = 0.06 + 0.16 * uniform(),
    entry = 0.6 + 0.4 * uniform(),
    exit = 0.35 + 0.6 * uniform()
  const last = path.length / 2 - 1
  for (let i = 0; i < last; i++) {
    const along = (i + 0.5) / last
    const taper = Math.min(1, entry + 6 * along, exit + 5 * (1 - along))
    const pressure = taper * (1 + depth * Math.sin(phase + 2 * Math.PI * waves * along))
    const [x0, y0, x1, y1] = path.slice(2 * i, 2 * i + 4) as [number, number, number, number]
    segment(ink, x0, y0, x1, y1, radius * pressure)
  }
}

function segment(ink: Float32Array, x0: number, y0: number, x1: number, y1: number, radius: number): void {
  const reach = radius + 0.75
  const left = Math.max(0, Math.ceil(Math.min(x0, x1) - reach)),
    right = Math.min(SIDE - 1, Math.floor(Math.max(x0, x1) + reach)),
    top = Math.max(0, Math.ceil(Math.min(y0, y1) - reach)),
    bottom = Math.min(SIDE - 1, Math.floor(Math.max(y0, y1) + reach))
  const dx = x1 - x0,
    dy = y1 - y0,
    length2 = dx * dx + dy * dy || 1
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const along = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length2))
      const ex = x - x0 - along * dx,
        ey = y - y0 - along * dy
      const value = (reach - Math.sqrt(ex * ex + ey * ey)) / 1.5
      const at = y * SIDE + x
      if (value > (ink[at] as number)) ink[at] = Math.min(1, value)
    }
}
