import { BOX, type ReadFrame } from '../studio/drawing'
import type { NpzArray } from '../files/npy'

export const LOG_PROBABILITIES = 'reading_log_probabilities'

/** What a classifier's snapshot keeps beside the images it read. */
export function arraysOfReading({ reading, labels }: ReadFrame): Record<string, NpzArray> {
  const { count, glimpses, channels, classes, read, readPatches, logProbabilities } = reading
  const side = Math.sqrt((readPatches?.length ?? 0) / (count * glimpses * channels))
  return {
    labels: { dtype: 'u1', shape: [count], data: labels },
    [LOG_PROBABILITIES]: { dtype: 'f4', shape: [count, glimpses, classes], data: logProbabilities },
    ...(read && { reading_read: { dtype: 'f4', shape: [count, glimpses, BOX.length], data: read } }),
    ...(readPatches && {
      reading_read_patches: {
        dtype: 'u1',
        shape: [count, glimpses, channels, side, side],
        data: readPatches,
      },
    }),
  }
}

/** @throws TypeError naming the array that is missing or of another shape. */
export function readingOf(
  arrays: Readonly<Record<string, NpzArray>>,
  targets: readonly number[],
): Pick<ReadFrame, 'reading' | 'labels'> {
  const [count = 0, channels = 0, height = 0, width = 0] = targets
  const logProbabilities = arrays[LOG_PROBABILITIES]
  const [images, glimpses = 0, classes = 0] = logProbabilities?.shape ?? []
  if (logProbabilities?.dtype !== 'f4' || images !== count || glimpses === 0 || classes === 0)
    throw new TypeError(`${LOG_PROBABILITIES} should be f4 [${count}, T, K]`)
  const labels = arrays['labels']
  if (labels?.dtype !== 'u1' || labels.shape.join() !== String(count))
    throw new TypeError(`labels should be u1 [${count}]`)
  const read = arrays['reading_read']
  if (read && (read.dtype !== 'f4' || read.shape.join() !== [count, glimpses, BOX.length].join()))
    throw new TypeError(`reading_read should be f4 [${[count, glimpses, BOX.length].join(', ')}]`)
  const patches = arrays['reading_read_patches']
  const side = patches?.shape[4]
  if (
    patches &&
    (patches.dtype !== 'u1' || patches.shape.join() !== [count, glimpses, channels, side, side].join())
  )
    throw new TypeError(`reading_read_patches should be u1 [${count}, ${glimpses}, ${channels}, N, N]`)
  return {
    labels: labels.data as Uint8Array,
    reading: {
      count,
      glimpses,
      channels,
      height,
      width,
      classes,
      logProbabilities: logProbabilities.data as Float32Array,
      ...(read && { read: read.data as Float32Array }),
      ...(patches && { readPatches: patches.data as Uint8Array }),
    },
  }
}
