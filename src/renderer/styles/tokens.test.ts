import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

type Rgb = readonly [r: number, g: number, b: number]
type Tokens = Readonly<Record<string, { readonly rgb: Rgb; readonly alpha: number }>>

/** The colours a block of tokens.css gives, by name. */
function coloursOf(block: string): Tokens {
  const found = block.matchAll(/--([\w-]+): (?:#([\da-f]{6})|rgb\((\d+) (\d+) (\d+) \/ (\d+)%\));/g)
  return Object.fromEntries(
    [...found].map(([, name = '', hex, r, g, b, percent]) => {
      const rgb = hex
        ? ([0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb)
        : ([Number(r), Number(g), Number(b)] as const)
      return [name, { rgb, alpha: hex ? 1 : Number(percent) / 100 }]
    }),
  )
}
const [light = '', dark = ''] = readFileSync('src/renderer/styles/tokens.css', 'utf8').split(
  "[data-theme='dark']",
)
const THEMES = { light: coloursOf(light), dark: { ...coloursOf(light), ...coloursOf(dark) } }

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const luminance = (rgb: Rgb): number => {
  const [r, g, b] = rgb.map((value) => {
    const c = value / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: Rgb, b: Rgb): number {
  const [less = 0, more = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (more + 0.05) / (less + 0.05)
}

function colour(tokens: Tokens, name: string, under?: Rgb): Rgb {
  const token = tokens[name]
  if (!token) throw new Error(`tokens.css has no --${name}`)
  const { rgb, alpha } = token
  return under ? (rgb.map((c, i) => c * alpha + (under[i] ?? 0) * (1 - alpha)) as unknown as Rgb) : rgb
}

/** Words, and what they stand on: a ground, or a wash over one. */
const WORDS: readonly (readonly [words: string, grounds: readonly string[]])[] = [
  ...['ink', 'muted', 'accent'].map(
    (words) => [words, ['ground', 'panel', 'raised', 'accent-wash']] as const,
  ),
  ...['read', 'write', 'training', 'validation-ink', 'running-ink', 'failed-ink'].map(
    (words) => [words, ['ground', 'panel', 'raised']] as const,
  ),
  ['ink', ['failed-wash', 'running-wash']],
  ['muted', ['failed-wash']],
  ['failed-ink', ['failed-wash', 'accent-wash']],
  ['running-ink', ['running-wash', 'accent-wash']],
  ['on-accent', ['accent', 'accent-strong']],
]
const cases = Object.entries(THEMES).flatMap(([theme, tokens]) =>
  WORDS.flatMap(([words, grounds]) =>
    grounds.flatMap((ground) =>
      (ground.endsWith('wash') ? ['ground', 'panel'] : [undefined]).map((under) => ({
        theme,
        tokens,
        words,
        ground,
        under,
      })),
    ),
  ),
)

it('measures contrast as WCAG does', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21)
  // The grey that just passes on white.
  expect(contrast([118, 118, 118], [255, 255, 255])).toBeCloseTo(4.54, 2)
})

it.each(cases)('$theme: $words on $ground can be read', ({ tokens, words, ground, under }) => {
  const below = colour(tokens, ground, under === undefined ? undefined : colour(tokens, under))
  expect(contrast(colour(tokens, words), below)).toBeGreaterThanOrEqual(4.5)
})

it.each(Object.entries(THEMES))('%s: lines that carry meaning stand out 3 : 1', (_theme, tokens) => {
  for (const mark of [
    'accent',
    'line-strong',
    'read',
    'write',
    'training',
    'validation',
    'running',
    'failed',
  ])
    for (const ground of ['ground', 'panel'])
      expect(
        contrast(colour(tokens, mark), colour(tokens, ground)),
        `${mark} on ${ground}`,
      ).toBeGreaterThanOrEqual(3)
})
