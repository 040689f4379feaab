import { savedModel } from './savedModel'
import { compileScan, type Named, type Scan } from './scan'
import { download, free, Session, type Feed, type NativeTensor } from './session'
import { trainingGraph, variablesOf, type Scalars } from './trainingGraph'

export interface CompileOptions {
  /** Let XLA compile the step. */
  readonly xla: boolean
  /** In how many parts a batch is computed, side by side. */
  readonly shards: number
}

/** Every weight, or every first or second moment of Adam's, by the weight's name. */
type Arrays = Named<Float32Array>
export interface Moments {
  readonly value: Arrays
  readonly m: Arrays
  readonly v: Arrays
}

/** A scan being trained: the graph of its step, with weights and moments inside. */
export class Training {
  private session: Session
  private results: readonly string[]
  private refusal: string | undefined
  private stepped = false

  /**
   * The step is traced at once, and compiled when the first one is taken.
   * @param scan of one shard @param loss which of its results, means over the batch, to make small
   */
  constructor(
    private readonly scan: Scan,
    private readonly loss: string,
    private readonly options: CompileOptions,
    first: Moments,
  ) {
    ;({ results: this.results, session: this.session } = this.open(options.xla))
    this.write(first)
  }

  /** Why the step runs without XLA; undefined when it does not, or took none yet. */
  get refused(): string | undefined {
    return this.refusal
  }

  /**
   * One update by Adam. Where XLA refuses the first it is taken without, as are all that follow.
   * @param feeds `data.NAME` and `input.NAME`, of the whole batch
   * @returns the scan's results, and `norm`, the gradient's before clipping
   */
  step(feeds: Named<Feed>, scalars: Scalars): Named<number> {
    try {
      return this.run(feeds, scalars)
    } catch (error) {
      if (this.stepped || !this.options.xla) throw error
      this.refusal = error instanceof Error ? error.message : String(error)
      const moments = this.read()
      this.session.close()
      ;({ results: this.results, session: this.session } = this.open(false))
      this.write(moments)
      return this.run(feeds, scalars)
    } finally {
      this.stepped = true
    }
  }

  /** Copies, to the last bit. */
  read(): Moments {
    const names = Object.keys(this.scan.params)
    const variables = names.map(variablesOf)
    const order = (['value', 'm', 'v'] as const).flatMap((moment) => variables.map((names) => names[moment]))
    const tensors = this.get(order)
    const arrays = tensors.map(download)
    free(tensors)
    const part = (i: number) =>
      Object.fromEntries(names.map((name, j) => [name, arrays[i * names.length + j] as Float32Array]))
    return { value: part(0), m: part(1), v: part(2) }
  }

  /** The arrays are copied. */
  write({ value, m, v }: Moments): void {
    const feeds: Record<string, Feed> = {}
    for (const [name, shape] of Object.entries(this.scan.params)) {
      const variables = variablesOf(name)
      const feed = (variable: string, from: Arrays) =>
        (feeds[`new.${variable}`] = { values: from[name] as Float32Array, shape })
      feed(variables.value, value)
      feed(variables.m, m)
      feed(variables.v, v)
    }
    free(this.session.run(feeds, ['set']))
  }

  /** The weights as they are now, in the scan's order; to be freed. */
  weights(): NativeTensor[] {
    return this.get(Object.keys(this.scan.params).map((name) => variablesOf(name).value))
  }

  /** A copy of one weight. */
  param(name: string): Float32Array {
    const tensors = this.get([variablesOf(name).value])
    const [values = new Float32Array(0)] = tensors.map(download)
    free(tensors)
    return values
  }

  close(): void {
    this.session.close()
  }

  private open(xla: boolean): { results: readonly string[]; session: Session } {
    const { scan, loss, options } = this
    const compiled = compileScan('step', scan, { loss, xla })
    const session = new Session(savedModel(trainingGraph(compiled, scan, options.shards)))
    return { results: compiled.results, session }
  }

  private get(variables: readonly string[]): NativeTensor[] {
    return this.session.run(
      {},
      variables.map((variable) => `get.${variable}`),
    )
  }

  private run(feeds: Named<Feed>, scalars: Scalars): Named<number> {
    const numbers = Object.entries(scalars).map(([name, value]) => [name, scalar(value)] as const)
    const tensors = this.session.run({ ...feeds, ...Object.fromEntries(numbers) }, ['report'])
    const [report] = tensors.map(download)
    free(tensors)
    return Object.fromEntries([...this.results, 'norm'].map((name, i) => [name, report?.[i] ?? NaN]))
  }
}

const scalar = (value: number): Feed => ({ values: Float32Array.of(value), shape: [] })
