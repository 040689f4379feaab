import { readFileSync } from 'node:fs'
import type { Network } from '../draw/network'
import { paramShapes } from '../draw/network'
import { bestEngine, openEngine } from '../engine/open'
import { createTrainingLearner } from '../engine/trainingLearner'
import { systemError } from '../files/systemError'
import type { NpzArray } from '../files/npy'
import { readNpz } from '../files/npz'
import { StudioError } from '../studio/api'
import type { EngineName } from '../studio/run'
import { classifierParity, type ClassifierParity } from './classifierParity'
import { compared, type Parity } from './compared'

export interface ParityOptions {
  /** A file that --dump of a peer wrote; one that bench/classify_torch.py wrote holds a classifier. */
  readonly file: string
  /** What to expect of the file; what is left out, the file's shapes tell. */
  readonly read?: number
  readonly write?: number
  /** False: expect a network without attention. */
  readonly attention?: boolean
  readonly engine?: EngineName
}

/** The peers' own settings. */
const OPTIMIZER = { learningRate: 1e-3, beta1: 0.5, clip: 10 }

/**
 * Takes the steps of another program's dump from its weights, with its images and its noise, and compares.
 * @throws StudioError when the file is damaged, or is not what the options say
 */
export async function parity(options: ParityOptions): Promise<Parity | ClassifierParity> {
  const { file, engine = bestEngine() } = options
  const bytes = bytesOf(file)
  // An .npz is a zip file.
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return classifierParity(bytes, file, engine)
  const dump = dumpOf(bytes, file)
  const network = networkOf(dump, file)
  expectOf(options, network)
  const open = await openEngine(engine)
  const names = Object.keys(paramShapes(network))
  const params = Object.fromEntries(names.map((name) => [name, dump.floats(name).data]))
  const zeros = () =>
    Object.fromEntries(names.map((name) => [name, new Float32Array(dump.floats(name).data.length)]))
  const initial = { params, m: zeros(), v: zeros(), updates: 0 }
  const [, , batch] = sizes(dump.floats('eps'), 4, 'eps', file)
  const { learner } = createTrainingLearner(open, network, initial, batch)
  const [x, noise] = [batchesOf(dump.floats('x')), batchesOf(dump.floats('eps'))]
  const reference = Array.from(dump.doubles('losses').data)
  const losses = reference.map((_, i) => learner.step(x(i), noise(i), OPTIMIZER).bound)
  learner.dispose()
  return compared(losses, reference)
}

interface Dump {
  readonly has: (name: string) => boolean
  readonly floats: (name: string) => NpzArray & { dtype: 'f4' }
  readonly doubles: (name: string) => NpzArray & { dtype: 'f8' }
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (error) {
    throw systemError('read', file, error)
  }
}

function dumpOf(bytes: Uint8Array, file: string): Dump {
  const arrays = readNpz(bytes, file)
  const take = (dtype: NpzArray['dtype']) => (name: string) => {
    const array = arrays[name]
    if (array?.dtype !== dtype)
      throw new StudioError(
        `${file}: expected an array ${name} of type ${dtype}, found ${array ? array.dtype : 'none'}`,
        'Give a file that --dump of draw_jax.py, draw_tf.py or draw_torch.py wrote.',
      )
    return array
  }
  return {
    has: (name) => name in arrays,
    floats: take('f4') as Dump['floats'],
    doubles: take('f8') as Dump['doubles'],
  }
}

/** The sizes of the network, from those of the arrays. */
function networkOf({ has, floats }: Dump, file: string): Network {
  const [, , channels, height, width] = sizes(floats('x'), 5, 'x', file)
  const [, glimpses, , latent] = sizes(floats('eps'), 4, 'eps', file)
  const [hidden] = sizes(floats('h_enc0'), 1, 'h_enc0', file)
  const [rows] = sizes(floats('enc_w'), 2, 'enc_w', file)
  const [, columns] = sizes(floats('write_w'), 2, 'write_w', file)
  const attention = has('read_att_w')
  const network = {
    channels,
    height,
    width,
    attention,
    glimpses,
    hidden,
    latent,
    readSize: attention ? Math.sqrt((rows - 2 * hidden) / (2 * channels)) : 1,
    writeSize: attention ? Math.sqrt(columns / channels) : 1,
  }
  for (const [name, shape] of Object.entries(paramShapes(network)))
    if (floats(name).shape.join() !== shape.join())
      throw new StudioError(
        `${file}: ${name} has the shape [${floats(name).shape.join(', ')}]; with its other arrays it should be [${shape.join(', ')}]`,
        'Give a file that --dump of draw_jax.py, draw_tf.py or draw_torch.py wrote.',
      )
  return network
}

type Sizes<N extends number, T extends number[] = []> = T['length'] extends N ? T : Sizes<N, [...T, number]>

function sizes<N extends number>({ shape }: NpzArray, rank: N, name: string, file: string): Sizes<N> {
  if (shape.length !== rank)
    throw new StudioError(
      `${file}: ${name} should have ${rank} dimensions, it has ${shape.length}`,
      'Give a file that --dump of draw_jax.py, draw_tf.py or draw_torch.py wrote.',
    )
  return shape as unknown as Sizes<N>
}

/** @throws StudioError when the file holds another network than the one asked about */
function expectOf({ file, read, write, attention }: ParityOptions, network: Network): void {
  const found = network.attention
    ? `reads ${network.readSize} × ${network.readSize} and writes ${network.writeSize} × ${network.writeSize}`
    : 'has no attention'
  const other =
    (attention === false && network.attention) ||
    (network.attention &&
      ((read ?? network.readSize) !== network.readSize || (write ?? network.writeSize) !== network.writeSize))
  if (other)
    throw new StudioError(
      `${file} holds a network that ${found}`,
      'Leave out --read, --write and --no-attention: the file tells.',
    )
}

/** Batch i mod n of [n, …]. */
const batchesOf = ({ shape: [n = 1], data }: NpzArray & { dtype: 'f4' }) => {
  const each = data.length / n
  return (i: number): Float32Array => data.slice((i % n) * each, ((i % n) + 1) * each)
}
