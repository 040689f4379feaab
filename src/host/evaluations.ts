import type { Run } from '../runs/run'
import { StudioError } from '../studio/api'
import type { Evaluation } from '../studio/run'
import { variantOf } from '../studio/settings'
import type { CheckpointChoice, EvaluateResult, Split } from '../studio/trainer'
import { run as runJob, type Running } from './jobs'

export interface Evaluations {
  /** Measures a checkpoint on a split, or its first `limit` images, and keeps the result with the run. */
  of(run: Run, checkpoint: CheckpointChoice, split: Split, limit?: number, seed?: number): Promise<Evaluation>
  /** Ends the one under way. */
  cancel(): void
}

/** Equal checkpoints get equal numbers. */
const SEED = 1

export function createEvaluations(
  library: string,
  onProgress: (done: number, total: number) => void,
): Evaluations {
  let running: Running<EvaluateResult> | undefined
  return {
    async of(run, checkpoint, split, limit, seed = SEED) {
      if (running) throw new StudioError('Another evaluation is under way.', 'Wait for it, or cancel it.')
      const { settings } = run.manifest()
      const step = run.choose(checkpoint)
      const job = { kind: 'evaluate', run: run.folder, library, checkpoint: step, split, seed } as const
      running = runJob({ ...job, ...(limit !== undefined && { limit }) }, onProgress)
      try {
        const { images, result } = await running.result
        const created = new Date().toISOString()
        const evaluation = { step, split, images, variant: variantOf(settings), seed, created, result }
        run.evaluated(evaluation)
        return evaluation
      } finally {
        running = undefined
      }
    },
    cancel: () => running?.cancel(),
  }
}
