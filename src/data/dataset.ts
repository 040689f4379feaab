/** Images of one size in memory. */
export interface ImageSet {
  readonly count: number
  /** [count, C, H, W]; 0…255, or 0 and 1 × 255 where the set is binary. */
  readonly images: Uint8Array
  readonly labels?: Uint8Array
}
export const SPLITS = ['train', 'validation', 'test'] as const
export type SplitName = (typeof SPLITS)[number]

export interface Dataset {
  readonly id: string
  readonly title: string
  readonly kind: 'grey' | 'binary'
  readonly channels: number
  readonly height: number
  readonly width: number
  /** Names of the classes labels count from 0. */
  readonly classes?: readonly string[]
  readonly splits: Readonly<Record<SplitName, ImageSet>>
}
/** How a value becomes a target: drawn anew in each batch, as it is, or 0/1 as stored. */
export type Pixels = 'dynamic' | 'grey' | 'static'
