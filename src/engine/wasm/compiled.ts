import { backend, type TensorInfo } from '@tensorflow/tfjs-core'
import { MODULE } from './module'

/** What tfjs's WebAssembly backend shows of itself. */
interface WasmBackend {
  readonly wasm: { readonly asm: { readonly memory: WebAssembly.Memory }; _malloc(bytes: number): number }
  readonly dataIdMap: { get(id: object): { readonly memoryOffset: number } }
  incRef(id: object): void
  makeOutput(shape: readonly number[], dtype: 'float32'): TensorInfo
}

/** A function of kernels/: pointers, sizes and numbers in. */
type Entry = (...values: number[]) => number

/** The functions of kernels/, which work in tfjs's own memory, on its tensors. */
export class Compiled {
  private readonly backend = backend() as unknown as WasmBackend
  private readonly functions: Readonly<Record<string, Entry>>
  private scratch = { at: 0, floats: 0 }

  /** @throws when tfjs's backend wasm is not the one in use, or keeps its memory to itself */
  constructor() {
    const { memory } = this.backend.wasm.asm
    const bytes = Uint8Array.from(atob(MODULE.replaceAll('\n', '')), (char) => char.charCodeAt(0))
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } })
    this.functions = instance.exports as Record<string, Entry>
  }

  /** Runs `name`; tensors are handed over as pointers. */
  run(name: string, ...values: (TensorInfo | number)[]): void {
    this.call(name, ...values.map((value) => (typeof value === 'number' ? value : this.pointer(value))))
  }

  /**
   * Copies rows of numbers from one tensor to another.
   * @param layout rows, numbers to copy of each, length of a row there and here
   */
  copyRows(
    from: TensorInfo,
    fromOffset: number,
    to: TensorInfo,
    toOffset: number,
    layout: [number, number, number, number],
  ): void {
    this.call('copyRows', this.pointer(from) + fromOffset * 4, this.pointer(to) + toOffset * 4, ...layout)
  }

  /** What `name` says of numbers. */
  call(name: string, ...values: number[]): number {
    return (this.functions[name] as Entry)(...values)
  }

  /** A tensor whose numbers are yet to be written. */
  empty(...shape: number[]): TensorInfo {
    return this.backend.makeOutput(shape, 'float32')
  }

  /** Another tensor of the same numbers. */
  share({ dataId, shape, dtype }: TensorInfo): TensorInfo {
    this.backend.incRef(dataId)
    return { dataId, shape, dtype }
  }

  /** A pointer to at least so many floats, for the next `run` alone. */
  room(floats: number): number {
    if (floats > this.scratch.floats) this.scratch = { at: this.backend.wasm._malloc(floats * 4), floats }
    return this.scratch.at
  }

  private pointer({ dataId }: TensorInfo): number {
    return this.backend.dataIdMap.get(dataId).memoryOffset
  }
}
