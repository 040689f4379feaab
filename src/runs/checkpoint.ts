import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { z } from 'zod'
import type { LearnerState } from '../engine/learner'
import { writeAtomicSync } from '../files/atomic'
import {
  decodeHeader,
  decodeSafetensors,
  encodeSafetensors,
  headerEndOf,
  type StoredTensor,
} from '../files/safetensors'
import { systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import { engineNameSchema } from '../studio/run'
import { checkpointFile } from './layout'

/** What a checkpoint says of itself beside its tensors. */
export interface CheckpointInfo {
  readonly step: number
  /** Every random sequence of a run is a pure function of this and the step: this is the generators' whole state. */
  readonly seed: number
  /** Passes over the training split so far; with the seed and the step, the place in the data. */
  readonly epoch: number
  /** Seconds of training, pauses left out. */
  readonly seconds: number
  /** LOSSES.score on validation images at this step, less is better; null where it was not measured. */
  readonly score: number | null
  /** The least up to this step. */
  readonly bestScore: number | null
  /** Asked for by a person: never thinned. */
  readonly kept: boolean
  readonly engine: z.infer<typeof engineNameSchema>
  readonly created: string
  readonly version: string
}

const FORMAT = 'easel-checkpoint-1'
const M = 'adam_m.'
const V = 'adam_v.'

const whole = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/)
  .transform(Number)
const score = z.union([z.literal('').transform(() => null), decimal])
/** Before there were other scores, the bound was the score, by name. */
const renamed = (metadata: unknown): Record<string, string> => {
  const { bound, bestBound, ...others } = metadata as Record<string, string>
  return { ...(bound !== undefined && { score: bound, bestScore: bestBound ?? '' }), ...others }
}
const metadataSchema = z.preprocess(
  renamed,
  z.object({
    step: whole,
    updates: whole,
    seed: whole,
    epoch: decimal,
    seconds: decimal,
    score,
    bestScore: score,
    kept: z.enum(['true', 'false']).transform((word) => word === 'true'),
    engine: engineNameSchema,
    created: z.iso.datetime(),
    version: z.string(),
    sha256: z.string(),
  }),
)

/** Writes the checkpoint of `info.step`: after this it is whole on the disk; before, the old one is. */
export function writeCheckpoint(
  folder: string,
  state: LearnerState,
  shapes: Readonly<Record<string, readonly number[]>>,
  info: CheckpointInfo,
): void {
  const tensors: Record<string, StoredTensor> = {}
  const add = (prefix: string, arrays: Record<string, Float32Array>) => {
    for (const [name, shape] of Object.entries(shapes)) {
      const data = arrays[name]
      if (!data) throw new RangeError(`the state lacks ${prefix}${name}`)
      tensors[prefix + name] = { dtype: 'F32', shape, data: data as Float32Array<ArrayBuffer> }
    }
  }
  add('', state.params)
  add(M, state.m)
  add(V, state.v)
  const metadata = {
    format: FORMAT,
    step: String(info.step),
    updates: String(state.updates),
    seed: String(info.seed),
    epoch: String(info.epoch),
    seconds: String(info.seconds),
    score: String(info.score ?? ''),
    bestScore: String(info.bestScore ?? ''),
    kept: String(info.kept),
    engine: info.engine,
    created: info.created,
    version: info.version,
    sha256: digest(tensors),
  }
  writeAtomicSync(checkpointFile(folder, info.step), encodeSafetensors(tensors, metadata))
}

/**
 * Reads a whole checkpoint.
 * @param shapes of every weight, as the run's network has them
 * @throws StudioError naming the file when it is not whole, or is another network's.
 */
export function readCheckpoint(
  folder: string,
  step: number,
  shapes: Readonly<Record<string, readonly number[]>>,
): { state: LearnerState; info: CheckpointInfo } {
  const file = checkpointFile(folder, step)
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (error) {
    throw systemError('read', file, error)
  }
  const { tensors, metadata } = decodeSafetensors(bytes, file)
  const { updates, sha256, ...info } = parse(metadata, step, file)
  if (sha256 !== digest(tensors))
    throw damaged(file, 'its numbers do not have the checksum they were saved with')
  const take = (prefix: string) =>
    Object.fromEntries(
      Object.entries(shapes).map(([name, shape]) => {
        const tensor = tensors[prefix + name]
        if (tensor?.dtype !== 'F32' || tensor.shape.join() !== shape.join())
          throw damaged(
            file,
            `${prefix}${name} should be F32 [${shape.join(', ')}], but ${tensor ? `is ${tensor.dtype} [${tensor.shape.join(', ')}]` : 'is not there'}`,
          )
        return [name, tensor.data]
      }),
    )
  return { state: { params: take(''), m: take(M), v: take(V), updates }, info }
}

/**
 * Writes a checkpoint of the run in `from` into that in `into`, with `changes` to what it says of itself.
 * @throws StudioError naming the file when it is not whole
 */
export function copyCheckpoint(
  from: string,
  into: string,
  step: number,
  changes: Readonly<Partial<Record<'score' | 'bestScore', string>>>,
): void {
  const file = checkpointFile(from, step)
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (error) {
    throw systemError('read', file, error)
  }
  const { tensors, metadata } = decodeSafetensors(bytes, file)
  const { sha256 } = parse(metadata, step, file)
  if (sha256 !== digest(tensors))
    throw damaged(file, 'its numbers do not have the checksum they were saved with')
  writeAtomicSync(
    checkpointFile(into, step),
    encodeSafetensors(tensors, { ...renamed(metadata), ...changes }),
  )
}

/**
 * What a checkpoint says of itself, and its length in bytes, from the head of the file alone.
 * @throws StudioError naming the file when its head is damaged or it is cut short.
 */
export function readCheckpointInfo(folder: string, step: number): CheckpointInfo & { bytes: number } {
  const file = checkpointFile(folder, step)
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch (error) {
    throw systemError('read', file, error)
  }
  try {
    const { size } = fstatSync(handle)
    const read = (length: number) => {
      const bytes = new Uint8Array(length)
      return bytes.subarray(0, readSync(handle, bytes, 0, length, 0))
    }
    const head = read(headerEndOf(read(8), size, file))
    return { ...parse(decodeHeader(head, size, file).metadata, step, file), bytes: size }
  } finally {
    closeSync(handle)
  }
}

function parse(metadata: Readonly<Record<string, string>>, step: number, file: string) {
  if (metadata['format'] !== FORMAT)
    throw damaged(file, `format should be ${FORMAT}, found ${metadata['format'] ?? 'nothing'}`)
  const parsed = metadataSchema.safeParse(metadata)
  if (!parsed.success)
    throw damaged(
      file,
      parsed.error.issues
        .map(
          ({ path, message }) =>
            `${path.join('.')}: ${message}, found ${metadata[String(path[0])] ?? 'nothing'}`,
        )
        .join('; '),
    )
  if (parsed.data.step !== step) throw damaged(file, `it is of step ${parsed.data.step}`)
  return parsed.data
}

/** SHA-256 over the bytes of all tensors in the order of their names. */
function digest(tensors: Readonly<Record<string, StoredTensor>>): string {
  const hash = createHash('sha256')
  for (const name of Object.keys(tensors).sort()) {
    const data = tensors[name]?.data
    if (data) hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  }
  return hash.digest('hex')
}

const damaged = (file: string, what: string) =>
  new StudioError(`${file} is not a whole checkpoint: ${what}`, 'Choose another checkpoint of this run.')
