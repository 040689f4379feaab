/** Images of one size, in memory or on disk, asked for by their places. */
export interface ImageSet {
  readonly count: number
  /** Values of one image: C · H · W. */
  readonly size: number
  /** All images, [count, C, H, W], where they lie in memory: to look at pieces of them without a copy. */
  readonly inMemory?: Uint8Array
  /** [count], classes counted from 0. */
  readonly labels?: Uint8Array
  /**
   * The images at `places`, [places.length, C, H, W]; 0…255, or 0 and 1 × 255 where the set is binary. Asked for
   * before they are needed, they are read while a training step runs.
   * @throws RangeError for a place that is not in the set; StudioError when its file cannot be read.
   */
  take(places: ArrayLike<number>): Promise<Uint8Array>
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
/** A set whose images may lie in a file that is open. */
export interface OpenDataset extends Dataset {
  /** Images can't be asked for any more. */
  close(): Promise<void>
}
/** How a value becomes a target: drawn anew in each batch, as it is, or 0/1 as stored. */
export type Pixels = 'dynamic' | 'grey' | 'static'
