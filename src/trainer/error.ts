import type { View } from '../data/view'
import type { ClassifierModel } from '../engine/classifier'
import { StudioError } from '../studio/api'
import type { ErrorResult } from '../studio/run'
import { wholeBatches } from './wholeBatches'

/** A classifier's error on the first `count` images of `view`. @param batch images looked at at once */
export async function measureError(
  model: ClassifierModel,
  view: View,
  count: number,
  batch: number,
  onProgress: (done: number) => void | Promise<void> = () => undefined,
): Promise<ErrorResult & { images: number }> {
  const { glimpses, classes } = model.network
  const labels = labelsOf(view)
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0))
  const wrong = new Array<number>(glimpses).fill(0)
  let [images, loss] = [0, 0]
  for await (const { x, which, done } of wholeBatches(view, count, batch)) {
    const logProbabilities = model.classify(x)
    which.forEach((place, b) => {
      const label = labels[place] as number
      for (let t = 0; t < glimpses; t++) {
        const from = (b * glimpses + t) * classes
        const thought = logProbabilities.subarray(from, from + classes)
        const named = likeliest(thought)
        if (named !== label) wrong[t] = (wrong[t] as number) + 1
        if (t < glimpses - 1) continue
        const row = confusion[label] as number[]
        row[named] = (row[named] as number) + 1
        loss -= thought[label] as number
      }
    })
    images = done
    await onProgress(done)
  }
  const errorPerGlimpse = wrong.map((count) => count / images)
  return { images, loss: loss / images, error: errorPerGlimpse.at(-1) ?? NaN, errorPerGlimpse, confusion }
}

/** The first of the classes that are most probable. */
export const likeliest = (logProbabilities: ArrayLike<number>): number => {
  let best = 0
  for (let k = 1; k < logProbabilities.length; k++)
    if ((logProbabilities[k] as number) > (logProbabilities[best] as number)) best = k
  return best
}

export const noLabels = (): StudioError =>
  new StudioError('This data set has no labels', 'Set task to draw, or choose a data set that has classes.')

/** @throws StudioError when there are none */
export function labelsOf({ labels }: View): Uint8Array {
  if (!labels) throw noLabels()
  return labels
}
