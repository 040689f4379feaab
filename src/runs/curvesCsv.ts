import { rowsUpTo } from '../studio/curves'
import { LOSS_FACTS } from '../studio/losses'
import type { Curves } from '../studio/run'
import { VERSION } from '../studio/version'

/** A run's curves, and its name in the table. */
export interface Table {
  readonly run: string
  readonly curves: Curves
  readonly stepsPerEpoch: number
}

/** Lines that are made at once: some 5 ms of work. */
const PIECE = 4096
type Columns = Partial<Record<string, Float64Array>>

/**
 * Curves as CSV, every point of every run, in pieces: `run`, `kind` (training, validation), `step`, `epoch`, `seconds` of
 * training, what was measured (in nats per image; an error is a share, 0…1), and `software`, which made it. Empty is
 * what was not measured; NaN and infinities are words.
 */
export async function* curvesCsv(tables: readonly Table[]): AsyncGenerator<Uint8Array> {
  const measured = [...Object.keys(LOSS_FACTS), 'gradNorm', 'imagesPerSecond'].filter((name) =>
    tables.some(({ curves }) => name in curves.training || name in curves.validation),
  )
  const encoder = new TextEncoder()
  yield encoder.encode(`${['run', 'kind', 'step', 'epoch', 'seconds', ...measured, 'software'].join(',')}\n`)
  for (const { run, curves, stepsPerEpoch } of tables) {
    const { step: steps, seconds } = curves.training
    for (const kind of ['training', 'validation'] as const) {
      const { step } = curves[kind]
      const columns = measured.map((name) => (curves[kind] as Columns)[name])
      for (let begin = 0; begin < step.length; begin += PIECE) {
        const lines: string[] = []
        for (let row = begin; row < Math.min(step.length, begin + PIECE); row++) {
          const at = step[row] as number
          const elapsed = kind === 'training' ? seconds[row] : seconds[rowsUpTo(steps, at) - 1]
          const values = columns.map((column) => column?.[row] ?? '')
          lines.push(
            [cell(run), kind, at, at / stepsPerEpoch, elapsed ?? '', ...values, `Easel ${VERSION}`].join(),
          )
        }
        yield encoder.encode(`${lines.join('\n')}\n`)
        // Others have their turn.
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
  }
}

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
