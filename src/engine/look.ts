import { callGraph } from './compiled/callGraph'
import { savedModel } from './compiled/savedModel'
import { compileScan, type Named, type Scan } from './compiled/scan'
import { download, free, Session, type Feed, type NativeTensor } from './compiled/session'
import { dropDamaged, sealGraphs } from './graphCache'

/** Results by scan and name: [T, count, …] or [count] each. */
export type Seen = Named<Named<Float32Array>>
/** The weights to look with, in the order of the scans' params. */
type Weights = readonly (Feed | NativeTensor)[]

/**
 * Scans with the same weights as one graph, run side by side.
 *
 * Live ones begin without XLA, which takes seconds to compile, and get it once they have run for so long that this
 * pays. Where XLA refuses they stay as they are, and say so on stderr.
 */
export class Look {
  private readonly plain: Form
  private quick: Form | undefined
  /** By live runs, ms. */
  private spent = 0
  private refused = false

  /**
   * @param xlaAfter ms of live runs after which XLA is to compile it
   * @throws Error naming what of the scans cannot be compiled
   */
  constructor(
    private readonly scans: Named<Scan>,
    private readonly xlaAfter: number,
  ) {
    this.plain = new Form(scans, false)
  }

  /** Whether live runs have XLA by now. */
  get xla(): boolean {
    return this.quick !== undefined
  }

  /**
   * @param feeds `SCAN.data.NAME` and `SCAN.input.NAME`
   * @param live one of many, which may be rounded otherwise than those before; the others are the same to the last bit
   */
  run(weights: Weights, feeds: Named<Feed>, live: boolean): Seen {
    if (!live) return this.plain.run(weights, feeds)
    if (this.quick) return this.quick.run(weights, feeds)
    const pays = this.spent >= this.xlaAfter && !this.refused
    const seen = pays ? this.tryXla(weights, feeds) : undefined
    if (seen) return seen
    const begun = performance.now()
    const plain = this.plain.run(weights, feeds)
    this.spent += performance.now() - begun
    return plain
  }

  close(): void {
    this.plain.close()
    this.quick?.close()
  }

  private tryXla(weights: Weights, feeds: Named<Feed>): Seen | undefined {
    let quick: Form | undefined
    try {
      quick = new Form(this.scans, true)
      const seen = quick.run(weights, feeds)
      sealGraphs()
      this.quick = quick
      return seen
    } catch (error) {
      quick?.close()
      // A kept graph that was damaged is made anew by the next look.
      this.refused = dropDamaged() === 0
      const reason = error instanceof Error ? error.message : String(error)
      if (this.refused) console.warn(`The live view runs without XLA, which is slower: ${reason}`)
      return undefined
    }
  }
}

/** A look as a graph that TensorFlow has. */
class Form {
  private readonly session: Session
  private readonly params: readonly string[]
  /** Scan and result. */
  private readonly fetches: readonly (readonly [string, string])[]

  constructor(scans: Named<Scan>, xla: boolean) {
    const calls = Object.fromEntries(
      Object.entries(scans).map(([name, scan]) => [
        name,
        { scan, compiled: compileScan(name, scan, { xla }) },
      ]),
    )
    this.session = new Session(savedModel(callGraph(calls)))
    this.params = Object.keys(Object.values(scans)[0]?.params ?? {})
    this.fetches = Object.entries(calls).flatMap(([name, { compiled }]) =>
      compiled.results.map((result) => [name, result] as const),
    )
  }

  run(weights: Weights, feeds: Named<Feed>): Seen {
    const given = Object.fromEntries(
      this.params.map((name, i) => [`param.${name}`, weights[i] as Feed | NativeTensor]),
    )
    const values = this.session.run(
      { ...given, ...feeds },
      this.fetches.map(([scan, result]) => `${scan}.result.${result}`),
    )
    const seen: Record<string, Record<string, Float32Array>> = {}
    this.fetches.forEach(([scan, result], i) => {
      ;(seen[scan] ??= {})[result] = download(values[i] as NativeTensor)
    })
    free(values)
    return seen
  }

  close(): void {
    this.session.close()
  }
}
