import type { NpzArray } from '../files/npy'
import { readNpz } from '../files/npz'
import { StudioError } from '../studio/error'
import { BOX, isDrawn, type Drawing, type Frame, type PackedSnapshot } from '../studio/drawing'
import { arraysOfReading, LOG_PROBABILITIES, readingOf } from './reading'

const KINDS = ['reconstructions', 'samples'] as const

/**
 * What a snapshot's .npz holds, for other programs too: `numpy.load(file)['samples_canvases']`, for example.
 * @param made how many snapshots the run has made, with this one
 */
export function arraysOf(frame: Frame, made: number): Record<string, NpzArray> {
  const { channels, height, width, count } = isDrawn(frame) ? frame.reconstructions : frame.reading
  const arrays: Record<string, NpzArray> = {
    step: { dtype: 'i4', shape: [], data: Int32Array.of(frame.step) },
    made: { dtype: 'i4', shape: [], data: Int32Array.of(made) },
    targets: { dtype: 'u1', shape: [count, channels, height, width], data: frame.targets },
  }
  if (!isDrawn(frame)) return { ...arrays, ...arraysOfReading(frame) }
  if (frame.canvas0)
    arrays['canvas0'] = { dtype: 'u1', shape: [channels, height, width], data: frame.canvas0 }
  for (const kind of KINDS)
    for (const [name, array] of Object.entries(arraysOfDrawing(frame[kind])))
      arrays[`${kind}_${name}`] = array
  return arrays
}

/** How many snapshots had been made when this one was; undefined where it does not tell: an older one. */
export function madeOf({ bytes, file }: PackedSnapshot): number | undefined {
  const { made } = readNpz(bytes, file, (name) => name === 'made')
  return made?.dtype === 'i4' ? made.data[0] : undefined
}

/** Halves of about equal size, to be unpacked side by side. */
export const HALVES: readonly ((name: string) => boolean)[] = [
  (name) => !name.startsWith('samples_'),
  (name) => name.startsWith('samples_'),
]

/** @throws StudioError naming the file when it is not whole. */
export const unpackSnapshot = (packed: PackedSnapshot): Frame =>
  frameOf(readNpz(packed.bytes, packed.file), packed)

/** The frame of all arrays of a snapshot. @throws StudioError naming the file when it is not whole. */
export function frameOf(
  arrays: Readonly<Record<string, NpzArray>>,
  { step, file }: Pick<PackedSnapshot, 'step' | 'file'>,
): Frame {
  try {
    const targets = arrays['targets']
    if (targets?.dtype !== 'u1') throw new TypeError('targets should be u1')
    if (LOG_PROBABILITIES in arrays)
      return { step, targets: targets.data, ...readingOf(arrays, targets.shape) }
    const canvas0 = arrays['canvas0']
    const size = targets.shape.slice(1)
    if (canvas0 && (canvas0.dtype !== 'u1' || canvas0.shape.join() !== size.join()))
      throw new TypeError(`canvas0 should be u1 [${size.join(', ')}]`)
    return {
      step,
      reconstructions: drawingOf(arrays, 'reconstructions'),
      samples: drawingOf(arrays, 'samples'),
      targets: targets.data,
      ...(canvas0 && { canvas0: canvas0.data }),
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new StudioError(
      `${file} is not a whole snapshot: ${error.message}`,
      'Delete this file: the other snapshots stay usable.',
      { cause: error },
    )
  }
}

function arraysOfDrawing(drawing: Drawing): Record<string, NpzArray> {
  const { count, glimpses, channels, height, width, read, write, readPatches, writePatches, nats } = drawing
  const u1 = (data: Uint8Array, ...shape: number[]): NpzArray => ({ dtype: 'u1', shape, data })
  const f4 = (data: Float32Array, ...shape: number[]): NpzArray => ({ dtype: 'f4', shape, data })
  const patches = (data: Uint8Array) => {
    const side = Math.sqrt(data.length / (count * glimpses * channels))
    return u1(data, count, glimpses, channels, side, side)
  }
  return {
    canvases: u1(drawing.canvases, count, glimpses, channels, height, width),
    ...(read && { read: f4(read, count, glimpses, BOX.length) }),
    ...(write && { write: f4(write, count, glimpses, BOX.length) }),
    ...(readPatches && { read_patches: patches(readPatches) }),
    ...(writePatches && { write_patches: patches(writePatches) }),
    ...(nats && { nats: f4(nats, count, glimpses) }),
  }
}

/** @throws TypeError naming the array that is missing or of another shape. */
function drawingOf(arrays: Readonly<Record<string, NpzArray>>, kind: (typeof KINDS)[number]): Drawing {
  const canvases = arrays[`${kind}_canvases`]
  const [count, glimpses, channels, height, width] = canvases?.shape ?? []
  if (
    canvases?.dtype !== 'u1' ||
    canvases.shape.length !== 5 ||
    !count ||
    !glimpses ||
    !channels ||
    !height ||
    !width
  )
    throw new TypeError(`${kind}_canvases should be u1 [count, T, C, H, W]`)
  const head = [count, glimpses].join()
  const take = (name: string, dtype: 'u1' | 'f4', rank: number) => {
    const array = arrays[`${kind}_${name}`]
    if (
      array &&
      (array.dtype !== dtype || array.shape.length !== rank || array.shape.slice(0, 2).join() !== head)
    )
      throw new TypeError(`${kind}_${name} should be ${dtype} of ${rank} dimensions beginning with [${head}]`)
    return array?.data
  }
  const floats = (name: string, rank: number) => take(name, 'f4', rank) as Float32Array | undefined
  const bytes = (name: string) => take(name, 'u1', 5) as Uint8Array | undefined
  const read = floats('read', 3)
  const write = floats('write', 3)
  const readPatches = bytes('read_patches')
  const writePatches = bytes('write_patches')
  const nats = floats('nats', 2)
  return {
    count,
    glimpses,
    channels,
    height,
    width,
    canvases: canvases.data,
    ...(read && { read }),
    ...(write && { write }),
    ...(readPatches && { readPatches }),
    ...(writePatches && { writePatches }),
    ...(nats && { nats }),
  }
}
