import { StudioError } from '../studio/api'
import { addValidation, columnsOf, cutAfter, emptyCurves, extend } from '../studio/curves'
import type { Curves } from '../studio/run'
import { decodeEntry, type Entry } from './metrics'
import { StepLines } from './stepLines'

const FEED = 10
/** Lines that are added to the columns at once. */
const BLOCK = 4096

/**
 * Makes curves of a log as it is read, piece by piece, as if the run had never been interrupted: what a resume went
 * back behind is left out, and so is a last line without its end.
 */
export class CurvesReader {
  readonly curves: Curves = emptyCurves()
  /** Bytes of whole lines taken. */
  taken = 0
  private lines = 0
  private steps: StepLines | undefined

  /** @param file what to call it in errors */
  constructor(private readonly file: string) {}

  /**
   * Takes the whole lines of the bytes from {@link taken} on. @returns how many bytes they are
   * @throws StudioError naming the file and the line when it is damaged
   */
  take(bytes: Buffer): number {
    const end = bytes.lastIndexOf(FEED) + 1
    for (let at = 0; at < end;) {
      const next = this.steps?.take(bytes, at) ?? -1
      if (next >= 0) at = next
      else {
        const feed = bytes.indexOf(FEED, at)
        this.other(bytes.toString('utf8', at, feed))
        at = feed + 1
      }
      this.lines++
    }
    this.addSteps()
    this.taken += end
    return end
  }

  /** A line that is not of the form of the step before. */
  private other(line: string): void {
    this.addSteps()
    const entry = this.decoded(line)
    if (!entry) return
    if (entry.kind === 'resumed') cutAfter(this.curves, entry.step)
    else if (entry.kind === 'validation') addValidation(this.curves, entry.metrics)
    else if (entry.kind === 'training') {
      extend(this.curves.training, columnsOf([entry.metrics]), 1)
      const names = Object.keys(JSON.parse(line) as object)
      if (this.steps?.names.join() !== names.join()) this.steps = new StepLines(names, BLOCK)
    }
  }

  private decoded(line: string): Entry | undefined {
    try {
      return decodeEntry(line)
    } catch (error) {
      const number = this.lines + 1
      throw new StudioError(
        `${this.file} is damaged: line ${number} is not an entry (${error instanceof Error ? error.message : String(error)})`,
        `Remove line ${number}: the other lines stay usable, and the checkpoints are not affected.`,
        { cause: error },
      )
    }
  }

  private addSteps(): void {
    if (!this.steps) return
    const { rows, block } = this.steps.taken()
    if (rows > 0) extend(this.curves.training, block, rows)
  }
}
