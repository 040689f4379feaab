import { borderOf, squareOf, type Window } from '../../drawing/window'
import { banksOf, centreOf, filterImage, readThrough, writeThrough, type Picture } from './attention'
import { figure as words } from './parameters'
import { stretchedTones, tonesOf, type Tones } from './pictures'
import type { Look } from './presets'

/** A picture in a figure, with windows on it. Lengths are units of the figure; windows are in pixels of the picture. */
export interface Tile {
  readonly picture: Picture
  readonly tones: Tones
  readonly x: number
  readonly y: number
  readonly wide: number
  readonly tall: number
  readonly windows: readonly Look[]
  /** Filters' centres, [x, y], pixels of the picture from its corner. */
  readonly dots: readonly (readonly [number, number])[]
}

/** Words in a figure; `parts` are set one after the other. */
export interface Words {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle'
  readonly parts: readonly (string | { readonly math: string; readonly below?: string })[]
}

export interface Figure {
  readonly title: string
  /** What is to be seen, for who cannot. */
  readonly about: string
  readonly wide: number
  readonly tall: number
  readonly tiles: readonly Tile[]
  readonly words: readonly Words[]
  /** [x1, y1, x2, y2] */
  readonly lines: readonly (readonly [number, number, number, number])[]
}

const MARGIN = 20
const CAPTION = 24
const LEFT = 280
const ROW = 150
const BETWEEN = 16

/** The picture's longest side `side` long. */
const sized = ({ width, height }: Picture, side: number) => {
  const scale = side / Math.max(width, height)
  return { scale, wide: width * scale, tall: height * scale }
}
const plain = { windows: [], dots: [] } as const

/** What a window's numbers are, as a caption. */
export const captionOf = ({ window, n }: Look): Words['parts'] => [
  { math: 'δ' },
  ` ${words(window.delta)} px,  `,
  { math: 'σ' },
  ` ${words(window.sigma)} px,  `,
  { math: 'γ' },
  ` ${words(window.gamma)},  ${n} × ${n}`,
]

/** Figure 3 of the paper: a grid of 3 × 3 filters on a picture, and beside it what windows see of it. */
export function figure3(picture: Picture, looks: readonly Look[]): Figure {
  const grid = gridTile(picture)
  const rowsAt = MARGIN + LEFT + 3 * BETWEEN
  const small = sized(picture, ROW)
  const rows = looks.map((look, k) => {
    const y = MARGIN + k * (ROW + CAPTION + BETWEEN)
    const patch = readThrough(picture, banksOf(look.window, look.n, picture), look.window.gamma)
    return {
      tiles: [
        {
          ...plain,
          picture,
          tones: tonesOf(picture),
          x: rowsAt,
          y,
          wide: small.wide,
          tall: small.tall,
          windows: [look],
        },
        {
          ...plain,
          picture: patch,
          tones: tonesOf(patch),
          x: rowsAt + ROW + BETWEEN,
          y,
          wide: ROW,
          tall: ROW,
        },
      ],
      words: { x: rowsAt, y: y + ROW + 17, anchor: 'start' as const, parts: captionOf(look) },
    }
  })
  return {
    title: 'Figure 3',
    about: `A grid of 3 × 3 filters on the picture, and ${looks.length} windows with the patches they read.`,
    wide: rowsAt + 2 * ROW + BETWEEN + MARGIN,
    tall: MARGIN + Math.max(looks.length * (ROW + CAPTION + BETWEEN), LEFT + CAPTION + 2 * BETWEEN),
    tiles: [grid.tile, ...rows.flatMap(({ tiles }) => tiles)],
    words: [...grid.words, ...rows.map(({ words }) => words)],
    lines: grid.lines,
  }
}

/** The picture with 3 × 3 centres, the grid's own and the stride between two of them. */
function gridTile(picture: Picture): { tile: Tile; words: Words[]; lines: Figure['lines'] } {
  const { scale, wide, tall } = sized(picture, LEFT)
  const y = MARGIN + CAPTION
  const window: Window = {
    gX: 0.52 * picture.width + 0.5,
    gY: 0.48 * picture.height + 0.5,
    delta: 0.27 * Math.min(picture.width, picture.height),
    sigma: 1,
    gamma: 1,
  }
  const at = (g: number, i: number) => centreOf(g, window.delta, 3, i) - 0.5
  const dots = [1, 2, 3].flatMap((j) => [1, 2, 3].map((i) => [at(window.gX, i), at(window.gY, j)] as const))
  const x = (i: number) => MARGIN + at(window.gX, i) * scale
  const row = (j: number) => y + at(window.gY, j) * scale
  const right = MARGIN + wide
  return {
    tile: { picture, tones: tonesOf(picture), x: MARGIN, y, wide, tall, windows: [], dots },
    words: [
      { x: x(2), y: MARGIN + 6, anchor: 'middle', parts: [{ math: 'g', below: 'X' }] },
      { x: right + 10, y: row(2) + 5, anchor: 'start', parts: [{ math: 'g', below: 'Y' }] },
      { x: (x(1) + x(2)) / 2, y: y + tall + 26, anchor: 'middle', parts: [{ math: 'δ' }] },
    ],
    lines: [
      [x(2), MARGIN + 12, x(2), y],
      [right, row(2), right + 8, row(2)],
      [x(1), y + tall + 8, x(2), y + tall + 8],
      [x(1), y + tall + 4, x(1), y + tall + 12],
      [x(2), y + tall + 4, x(2), y + tall + 12],
    ],
  }
}

/** Figure 4 of the paper: a patch, what its transpose makes of it, and the filters of two of its numbers. */
export function figure4(picture: Picture, look: Look): Figure {
  const SIDE = 200
  const { window, n } = look
  const banks = banksOf(window, n, picture)
  const patch = readThrough(picture, banks, window.gamma)
  const back = writeThrough(patch, banks, window.gamma, picture)
  const { wide, tall } = sized(picture, SIDE)
  const x = (column: number) => MARGIN + column * (SIDE + BETWEEN)
  const below = MARGIN + SIDE + CAPTION + BETWEEN
  const of = (picture: Picture, column: number, y: number, tones = stretchedTones(picture)): Tile => ({
    ...plain,
    picture,
    tones,
    x: x(column),
    y,
    wide,
    tall,
  })
  const [first, last] = [filterImage(banks, 0, 0), filterImage(banks, n - 1, n - 1)]
  const caption = (column: number, y: number, ...parts: Words['parts']): Words => ({
    x: x(column),
    y: y + SIDE + 17,
    anchor: 'start',
    parts,
  })
  return {
    title: 'Figure 4',
    about: `The picture, the patch of ${n} × ${n} read of it, what the transposed filters make of that, and the filters of its first and its last number.`,
    wide: 2 * MARGIN + 3 * SIDE + 2 * BETWEEN,
    tall: below + SIDE + CAPTION + MARGIN / 2,
    tiles: [
      { ...of(picture, 0, MARGIN, tonesOf(picture)), windows: [look] },
      { ...of(patch, 1, MARGIN, tonesOf(patch)), wide: SIDE, tall: SIDE },
      of(back, 2, MARGIN),
      of(first, 0, below),
      of(last, 1, below),
    ],
    words: [
      caption(0, MARGIN, `picture, ${picture.width} × ${picture.height}`),
      caption(1, MARGIN, `patch, ${n} × ${n}`),
      caption(2, MARGIN, 'written back'),
      caption(0, below, 'the first filter, ', { math: 'i' }, ' = ', { math: 'j' }, ' = 1'),
      caption(1, below, `the last, `, { math: 'i' }, ' = ', { math: 'j' }, ` = ${n}`),
      { x: x(2), y: below + 17, anchor: 'start', parts: [{ math: 'δ' }, ` ${words(window.delta)} px`] },
      { x: x(2), y: below + 41, anchor: 'start', parts: [{ math: 'σ' }, ` ${words(window.sigma)} px`] },
      { x: x(2), y: below + 65, anchor: 'start', parts: [{ math: 'γ' }, ` ${words(window.gamma)}`] },
    ],
    lines: [],
  }
}

/** A window on a tile: left, top, side and border, pixels of the picture. */
export const frameOf = ({ window, n }: Look) => ({ ...squareOf(window, n), border: borderOf(window) })
