import type { Drawing } from '../studio/drawing'
import type { Item } from '../studio/plan'
import type { Nearest } from '../studio/trainer'

/** Drawings that go into a file together. */
export interface Album {
  readonly drawing: Drawing
  /** What each was made of, [count]. */
  readonly items: readonly Item[]
  /** What each was drawn from, [count, T, z]; of reconstructions it is not known. */
  readonly z?: Float32Array | undefined
  readonly nearest?: Nearest | undefined
  /** As square as can be when left out. */
  readonly columns?: number | undefined
}
