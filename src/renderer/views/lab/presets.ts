import type { Window } from '../../drawing/window'
import type { Size } from './attention'

/** A window with as many filters as it has. */
export interface Look {
  readonly window: Window
  readonly n: number
}

export interface Preset {
  readonly id: string
  readonly title: string
  readonly about: string
  /** For a picture of any size. */
  readonly of: (size: Size) => Look
}

const middle = ({ height, width }: Size) => ({ gX: (width + 1) / 2, gY: (height + 1) / 2 })
const longest = ({ height, width }: Size) => Math.max(height, width)

/** What a network asks for whose outputs are all 0: eqs. 21–24. */
export const wholeLook = (size: Size, n: number): Look => ({
  n,
  window: { ...middle(size), delta: (longest(size) - 1) / Math.max(n - 1, 1), sigma: 1, gamma: 1 },
})

/** A share of the longest side that the grid spans, and σ in strides. */
const spanning =
  (n: number, share: number, sigma: number) =>
  (size: Size): Look => {
    const delta = (share * (longest(size) - 1)) / (n - 1)
    return { n, window: { ...middle(size), delta, sigma: sigma * delta, gamma: 1 } }
  }

/** The three patches of the paper's Figure 3, from the top, of 12 × 12. */
export const FIGURE_3: readonly Preset[] = [
  {
    id: 'zoom',
    title: 'Figure 3, top',
    about: 'small δ, large σ: near, but blurry',
    of: spanning(12, 0.38, 1.3),
  },
  {
    id: 'sample',
    title: 'Figure 3, middle',
    about: 'large δ, small σ: the whole, down-sampled',
    of: spanning(12, 1, 0.4),
  },
  {
    id: 'blur',
    title: 'Figure 3, bottom',
    about: 'large δ, large σ: the whole, blurred',
    of: spanning(12, 1, 1.1),
  },
]

/** The paper's Figure 4: 144 filters on a part of the picture. */
export const FIGURE_4: Preset = {
  id: 'figure-4',
  title: 'Figure 4',
  about: '12 × 12 filters, and their transpose',
  of: spanning(12, 0.6, 0.6),
}

export const PRESETS: readonly Preset[] = [
  {
    id: 'whole',
    title: 'The whole picture',
    about: 'what a network whose outputs are 0 asks for',
    of: (size) => wholeLook(size, 5),
  },
  ...FIGURE_3,
  FIGURE_4,
]
