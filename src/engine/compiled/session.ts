import { engine } from '@tensorflow/tfjs-core'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Shape, TypedArray } from './graph'

/** What of tfjs-node's binding is used. */
interface Binding {
  readonly TF_FLOAT: number
  readonly TF_ATTR_TYPE: number
  executeOp(
    op: string,
    attrs: { name: string; type: number; value: number }[],
    inputs: number[],
    outputs: number,
  ): { id: number }[]
  createTensor(shape: number[], dtype: number, values: TypedArray): number
  deleteTensor(id: number): void
  tensorDataSync(id: number): TypedArray
  loadSavedModel(folder: string, tags: string): number
  deleteSavedModel(id: number): void
  runSavedModel(
    id: number,
    inputs: number[],
    inputNames: string,
    outputNames: string,
  ): { id: number; shape: number[] }[]
}

/** An array in TensorFlow. */
export interface NativeTensor {
  readonly id: number
  readonly shape: Shape
}

/** An array to be fed; it is copied. */
export interface Feed {
  readonly values: Float32Array
  readonly shape: Shape
}

const bindingOf = (): Binding => (engine().backend as unknown as { binding: Binding }).binding

/** The numbers of `tensor`, shared with nobody. */
export const download = ({ id }: NativeTensor): Float32Array =>
  Float32Array.from(bindingOf().tensorDataSync(id))
export const free = (tensors: Iterable<NativeTensor>): void => {
  for (const { id } of tensors) bindingOf().deleteTensor(id)
}

/** A graph loaded into TensorFlow, with the variables it holds. */
export class Session {
  private readonly binding = bindingOf()
  private readonly id: number

  /** @param model the bytes of a saved_model.pb @throws Error when TensorFlow refuses it */
  constructor(model: Uint8Array) {
    const folder = mkdtempSync(join(tmpdir(), 'easel-graph-'))
    try {
      writeFileSync(join(folder, 'saved_model.pb'), model)
      this.id = this.binding.loadSavedModel(folder, 'serve')
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  /**
   * @param feeds what takes the place of which node
   * @param fetches names of nodes
   */
  run(feeds: Readonly<Record<string, NativeTensor | Feed>>, fetches: readonly string[]): NativeTensor[] {
    const made: NativeTensor[] = []
    const inputs = Object.values(feeds).map((feed) => {
      if ('id' in feed) return feed
      const tensor = this.copied(feed)
      made.push(tensor)
      return tensor
    })
    try {
      return this.binding.runSavedModel(
        this.id,
        inputs.map(({ id }) => id),
        Object.keys(feeds)
          .map((name) => `${name}:0`)
          .join(),
        fetches.map((name) => `${name}:0`).join(),
      )
    } finally {
      free(made)
    }
  }

  /**
   * The numbers in memory of TensorFlow's own.
   *
   * The binding only lends it an array. Threads of TensorFlow's hold on to what they were fed a moment longer than the
   * run, variables for good, and when the last one to let go is not the thread the array came from, the binding
   * ruins Node's books: the process ends when the thread does.
   */
  private copied({ shape, values }: Feed): NativeTensor {
    const { binding } = this
    const lent = binding.createTensor([...shape], binding.TF_FLOAT, values)
    const type = { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }
    try {
      const [copy] = binding.executeOp('DeepCopy', [type], [lent], 1)
      if (!copy) throw new Error('TensorFlow copied nothing')
      return { id: copy.id, shape }
    } finally {
      binding.deleteTensor(lent)
    }
  }

  close(): void {
    this.binding.deleteSavedModel(this.id)
  }
}
