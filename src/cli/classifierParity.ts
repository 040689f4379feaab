import { z } from 'zod'
import { classifierShapes, type ClassifierNetwork } from '../draw/classifier'
import { bestEngine, openEngine } from '../engine/open'
import { createTrainingClassifier } from '../engine/trainingClassifier'
import { decodeSafetensors, type Dtype, type StoredTensor } from '../files/safetensors'
import { StudioError } from '../studio/api'
import type { EngineName } from '../studio/run'
import { compared, type Parity } from './compared'

const networkSchema = z.object({
  channels: z.int().min(1),
  height: z.int().min(1),
  width: z.int().min(1),
  attention: z.boolean(),
  glimpses: z.int().min(1),
  hidden: z.int().min(1),
  readSize: z.int().min(1),
  classes: z.int().min(1),
})
const optimizerSchema = z.object({ learningRate: z.number(), beta1: z.number(), clip: z.number() })

export interface ClassifierParity extends Parity {
  /** Of each weight ‖ours − theirs‖ / ‖theirs‖, of the first step's gradient. */
  readonly gradients: Record<string, number>
}

/** Adam's first moment is then the gradient itself. */
const GRADIENT = { learningRate: 0, beta1: 0, clip: 1e30 }

/**
 * Takes the steps of another program's classifier from its weights, with its images, and compares losses and the first
 * gradient.
 * @param bytes a safetensors file as bench/classify_torch.py --dump writes it; `file` is what errors call it
 * @throws StudioError naming what of the file is not as expected
 */
export async function classifierParity(
  bytes: Uint8Array,
  file: string,
  engine: EngineName = bestEngine(),
): Promise<ClassifierParity> {
  const dump = dumpOf(bytes, file)
  const { network, params, batch } = dump
  const zeros = () =>
    Object.fromEntries(Object.entries(params).map(([name, { length }]) => [name, new Float32Array(length)]))
  const initial = { params, m: zeros(), v: zeros(), updates: 0 }
  const { learner } = createTrainingClassifier(await openEngine(engine), network, initial, batch)
  learner.step(dump.x(0), dump.labels(0), GRADIENT)
  const { m } = learner.state()
  const gradients = Object.fromEntries(
    Object.entries(dump.gradients).map(([name, theirs]) => [name, distance(m[name] ?? theirs, theirs)]),
  )
  learner.load(initial)
  const losses = dump.losses.map((_, i) => learner.step(dump.x(i), dump.labels(i), dump.optimizer).loss)
  learner.dispose()
  return { ...compared(losses, dump.losses), gradients }
}

interface Dump {
  readonly network: ClassifierNetwork
  readonly optimizer: z.infer<typeof optimizerSchema>
  readonly batch: number
  readonly params: Record<string, Float32Array>
  readonly gradients: Record<string, Float32Array>
  readonly losses: readonly number[]
  /** Batch i mod n. */
  x(i: number): Float32Array
  labels(i: number): Uint8Array
}

function dumpOf(bytes: Uint8Array, file: string): Dump {
  const { tensors, metadata } = decodeSafetensors(bytes, file)
  if (metadata['kind'] !== 'classifier')
    throw unexpected(file, `kind should be "classifier", found ${JSON.stringify(metadata['kind'] ?? null)}`)
  const parse = <T>(name: string, schema: z.ZodType<T>): T => {
    const parsed = schema.safeParse(jsonOf(metadata[name]))
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    throw unexpected(file, `${[name, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? ''}`)
  }
  const network = parse('network', networkSchema)
  const take = <D extends Dtype>(name: string, dtype: D, shape: readonly (number | undefined)[]) => {
    const found = tensors[name]
    const fits =
      found?.shape.length === shape.length && shape.every((n, i) => n === undefined || n === found.shape[i])
    if (found?.dtype === dtype && fits) return found as StoredTensor & { dtype: D }
    const wanted = `${dtype} [${shape.map((n) => n ?? '…').join(', ')}]`
    throw unexpected(
      file,
      `${name} should be ${wanted}, found ${found ? `${found.dtype} [${found.shape.join(', ')}]` : 'none'}`,
    )
  }
  const { channels, height, width } = network
  const x = take('x', 'F32', [undefined, undefined, channels, height, width])
  const [count = 0, batch = 0] = x.shape
  const labels = take('labels', 'U8', [count, batch])
  const all = (prefix: string) =>
    Object.fromEntries(
      Object.entries(classifierShapes(network)).map(([name, shape]) => [
        name,
        take(prefix + name, 'F32', shape).data as Float32Array,
      ]),
    )
  const of = <A extends { length: number; slice(from: number, to: number): A }>(data: A, i: number): A => {
    const each = data.length / count
    return data.slice((i % count) * each, ((i % count) + 1) * each)
  }
  return {
    network,
    optimizer: parse('optimizer', optimizerSchema),
    batch,
    params: all(''),
    gradients: all('grad.'),
    losses: Array.from(take('losses', 'F64', [undefined]).data as Float64Array),
    x: (i) => of(x.data as Float32Array, i),
    labels: (i) => of(labels.data as Uint8Array, i),
  }
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined // The schema says what was expected.
  }
}

/** ‖ours − theirs‖ / ‖theirs‖ */
function distance(ours: Float32Array, theirs: Float32Array): number {
  let [apart, size] = [0, 0]
  theirs.forEach((value, i) => {
    apart += ((ours[i] ?? NaN) - value) ** 2
    size += value ** 2
  })
  return Math.sqrt(apart / size)
}

const unexpected = (file: string, what: string) =>
  new StudioError(`${file}: ${what}`, 'Give a file that --dump of bench/classify_torch.py wrote.')
