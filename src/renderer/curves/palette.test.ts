import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { RUN_COLOURS } from './palette'

const [light = '', dark = ''] = readFileSync(`${import.meta.dirname}/../styles/tokens.css`, 'utf8').split(
  "[data-theme='dark']",
)
type Triple = readonly [number, number, number]
/** Linear light, 0…1. */
const tokenIn = (css: string, name: string): Triple => {
  const hex = new RegExp(`--${name}: #(..)(..)(..);`).exec(css)?.slice(1) ?? []
  const [r = NaN, g = NaN, b = NaN] = hex.map((part) => {
    const c = parseInt(part, 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return [r, g, b]
}
const luminance = ([r, g, b]: Triple) => 0.2126 * r + 0.7152 * g + 0.0722 * b
const times = (rows: readonly Triple[], [r, g, b]: Triple) =>
  rows.map(([x, y, z]) => Math.min(1, Math.max(0, x * r + y * g + z * b))) as unknown as Triple
/** As eyes of each kind see: Machado, Oliveira and Fernandes (2009), severity 1. */
const EYES: readonly (readonly Triple[])[] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
]
/** CIE L*a*b*, D65. */
const lab = ([r, g, b]: Triple): Triple => {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

it.each([
  ['light', light],
  ['dark', dark],
])('runs stand out from a %s ground, and from each other for every eye', (_, css) => {
  const runs = Array.from({ length: RUN_COLOURS }, (_, i) => tokenIn(css, `run-${i + 1}`))
  const ground = luminance(tokenIn(css, 'panel'))
  for (const run of runs) {
    const [low, high] = [luminance(run), ground].sort((a, b) => a - b) as [number, number]
    expect((high + 0.05) / (low + 0.05)).toBeGreaterThan(2.95)
  }
  for (const eye of EYES)
    runs.forEach((a, i) =>
      runs.slice(i + 1).forEach((b) => {
        const [p, q] = [lab(times(eye, a)), lab(times(eye, b))]
        expect(Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])).toBeGreaterThan(15)
      }),
    )
})
