import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomicSync } from '../files/atomic'
import { evaluationSchema, type Evaluation } from '../studio/run'
import { readBeside } from './beside'
import { EVALUATIONS } from './layout'

/** evaluations.json of a run, oldest first; none where it was never evaluated. @throws StudioError when it is damaged */
export function readEvaluations(folder: string): Evaluation[] {
  const remedy = 'Delete this file and evaluate again: the run itself is not affected.'
  return readBeside(join(folder, EVALUATIONS), z.array(evaluationSchema), remedy) ?? []
}

/** Adds one, in the place of an older one of the same checkpoint, images and seed. */
export function addEvaluation(folder: string, evaluation: Evaluation): void {
  const key = ({ step, split, images, seed }: Evaluation) => JSON.stringify([step, split, images, seed])
  const others = readEvaluations(folder).filter((other) => key(other) !== key(evaluation))
  writeAtomicSync(
    join(folder, EVALUATIONS),
    Buffer.from(`${JSON.stringify([...others, evaluation], undefined, 1)}\n`),
  )
}
