import type { Generator } from '../../random/generator'
import type { Path } from './pen'

/** Strokes of a pen in a box of −1…1, x to the right, y down, and how much its corners are rounded (0…0.3). */
interface Glyph {
  readonly name: string
  readonly cut: number
  readonly strokes: (hand: Generator) => Path[]
}

/** A value near `mean`: what no two drawings by hand have alike. */
const near = ({ uniform }: Generator, mean: number, spread: number) => mean + spread * (2 * uniform() - 1)

/** Samples a curve at `count` + 1 places of 0…1. */
const curve = (count: number, at: (t: number) => readonly [number, number]): Path =>
  Array.from({ length: count + 1 }, (_, i) => at(i / count)).flat()

const { PI, sin, cos } = Math

/** The ten classes of Strokes, in the order of their labels. */
export const GLYPHS: readonly Glyph[] = [
  {
    name: 'zig-zag',
    cut: 0.1,
    strokes: (hand) => {
      const turns = 3 + hand.below(2),
        first = hand.below(2)
      return [
        curve(turns, (t) => [
          near(hand, 1.9 * t - 0.95, 0.12),
          near(hand, (Math.round(t * turns) + first) % 2 ? 0.6 : -0.6, 0.15),
        ]),
      ]
    },
  },
  {
    name: 'loop',
    cut: 0.25,
    strokes: (hand) => {
      const width = near(hand, 0.9, 0.2),
        low = near(hand, 0.9, 0.1),
        foot = near(hand, 0.7, 0.15)
      return [
        curve(18, (t) => {
          const swing = width * cos(PI * (1.75 + 1.5 * t)) * sin(PI * t)
          return [foot * (2 * t - 1) + swing, low - 1.8 * sin(PI * t)]
        }),
      ]
    },
  },
  {
    name: 'hook',
    cut: 0.25,
    strokes: (hand) => {
      const bend = near(hand, 0.5, 0.12),
        top = near(hand, -0.95, 0.08),
        end = near(hand, 1.05, 0.25)
      return [
        [
          near(hand, 0.35, 0.1),
          top,
          ...curve(12, (t) => [
            near(hand, 0.35, 0.02) - bend + bend * cos(end * PI * t),
            0.35 + near(hand, 0.58, 0.02) * sin(end * PI * t),
          ]),
        ],
      ]
    },
  },
  {
    name: 'cross',
    cut: 0.25,
    strokes: (hand) => {
      const bow = near(hand, 0, 0.18),
        counter = near(hand, 0, 0.18)
      return [
        [
          near(hand, -0.7, 0.12),
          near(hand, -0.8, 0.12),
          bow,
          -bow,
          near(hand, 0.7, 0.12),
          near(hand, 0.8, 0.12),
        ],
        [
          near(hand, 0.7, 0.12),
          near(hand, -0.8, 0.12),
          counter,
          counter,
          near(hand, -0.7, 0.12),
          near(hand, 0.8, 0.12),
        ],
      ]
    },
  },
  {
    name: 'wave',
    cut: 0.25,
    strokes: (hand) => {
      const crests = near(hand, 1.5, 0.3),
        height = near(hand, 0.45, 0.14),
        phase = near(hand, 0, 0.5),
        fade = near(hand, 0, 0.35)
      return [
        curve(22, (t) => [
          1.9 * t - 0.95,
          height * (1 + fade * (2 * t - 1)) * sin(phase + 2 * PI * crests * t),
        ]),
      ]
    },
  },
  {
    name: 'spiral',
    cut: 0.25,
    strokes: (hand) => {
      const turns = near(hand, 1.6, 0.3),
        start = near(hand, 0, PI),
        squeeze = near(hand, 0.9, 0.12)
      return [
        curve(30, (t) => {
          const radius = 0.05 + 0.9 * t ** 0.85
          return [
            radius * cos(start + 2 * PI * turns * t),
            squeeze * radius * sin(start + 2 * PI * turns * t),
          ]
        }),
      ]
    },
  },
  {
    name: 'triangle',
    cut: 0.09,
    strokes: (hand) => {
      const x = near(hand, 0, 0.15),
        y = near(hand, -0.85, 0.1)
      return [
        [
          x,
          y,
          near(hand, -0.85, 0.12),
          near(hand, 0.7, 0.12),
          near(hand, 0.85, 0.12),
          near(hand, 0.7, 0.15),
          near(hand, x, 0.12),
          near(hand, y, 0.1),
        ],
      ]
    },
  },
  {
    name: 'tee',
    cut: 0.25,
    strokes: (hand) => {
      const bar = near(hand, -0.75, 0.1),
        stem = near(hand, 0, 0.12)
      return [
        [
          near(hand, -0.8, 0.12),
          near(hand, bar, 0.08),
          0,
          near(hand, bar, 0.06),
          near(hand, 0.8, 0.12),
          near(hand, bar, 0.1),
        ],
        [
          stem,
          near(hand, bar - 0.02, 0.08),
          near(hand, stem, 0.1),
          0.1,
          near(hand, stem, 0.15),
          near(hand, 0.9, 0.08),
        ],
      ]
    },
  },
  {
    name: 'arch',
    cut: 0.2,
    strokes: (hand) => {
      const half = near(hand, 0.62, 0.1),
        spring = near(hand, -0.1, 0.2)
      return [
        [
          near(hand, -half, 0.1),
          near(hand, 0.85, 0.1),
          ...curve(12, (t) => [-half * cos(PI * t), spring - (0.85 + spring) * sin(PI * t)]),
          near(hand, half, 0.15),
          near(hand, 0.85, 0.15),
        ],
      ]
    },
  },
  {
    name: 'tick',
    cut: 0.13,
    strokes: (hand) => [
      [
        near(hand, -0.8, 0.12),
        near(hand, 0.1, 0.15),
        near(hand, -0.25, 0.1),
        near(hand, 0.8, 0.08),
        near(hand, 0.2, 0.12),
        near(hand, 0, 0.12),
        near(hand, 0.85, 0.1),
        near(hand, -0.8, 0.12),
      ],
    ],
  },
]
