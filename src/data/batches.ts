import { permutation } from '../random/generator'
import type { View } from './view'

export interface Batch {
  /** Targets, [B, C, H, W] in 0…1. */
  readonly x: Float32Array
  /** [B], classes counted from 0; absent where the set has no labels. */
  readonly labels?: Uint8Array
  /** How often the whole set has been gone through before, from 0. */
  readonly epoch: number
}
export interface Batches {
  readonly stepsPerEpoch: number
  /**
   * The batch of the step that comes after `step` others: a pure function of the seed and `step`. The images of the
   * next one are read meanwhile.
   */
  at(step: number): Promise<Batch>
}

/**
 * Shuffled batches of a training split. Each epoch has an order of its own and shows every image once; images left
 * over when `batch` does not divide the set sit that epoch out. A set smaller than a batch is gone through again,
 * in the order of the next epoch, until the batch is full.
 */
export function batches(view: View, { batch, seed }: { batch: number; seed: number }): Batches {
  const { count, labels } = view
  const shown = shownBy(count, batch)
  let order: { epoch: number; indices: Uint32Array } = { epoch: -1, indices: new Uint32Array() }
  const indexAt = (position: number) => {
    const epoch = Math.floor(position / shown)
    if (order.epoch !== epoch) order = { epoch, indices: permutation(count, seed, 'shuffle', epoch) }
    return order.indices[position % shown] as number
  }
  const read = (step: number) => {
    const places = Uint32Array.from({ length: batch }, (_, i) => indexAt(step * batch + i))
    return { step, places, x: view.training(places, step) }
  }
  let ahead: ReturnType<typeof read> | undefined
  return {
    stepsPerEpoch: stepsPerEpoch(count, batch),
    async at(step) {
      const { places, x } = ahead?.step === step ? ahead : read(step)
      const seen = await x
      ahead = read(step + 1)
      // Its error is met when its step comes; there may be no such step.
      ahead.x.catch(() => undefined)
      return {
        x: seen,
        ...(labels && { labels: Uint8Array.from(places, (place) => labels[place] as number) }),
        epoch: Math.floor((step * batch) / shown),
      }
    },
  }
}

/** Images an epoch shows, of `count`. */
const shownBy = (count: number, batch: number): number => (count < batch ? count : count - (count % batch))

/** Less than 1 where a batch holds the set more than once. */
export const stepsPerEpoch = (count: number, batch: number): number => shownBy(count, batch) / batch
