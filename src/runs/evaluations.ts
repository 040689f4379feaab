import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomicSync } from '../files/atomic'
import { codeOf, systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import { evaluationSchema, type Evaluation } from '../studio/run'
import { EVALUATIONS } from './layout'

/** evaluations.json of a run, oldest first; none where it was never evaluated. @throws StudioError when it is damaged */
export function readEvaluations(folder: string): Evaluation[] {
  const file = join(folder, EVALUATIONS)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw systemError('read', file, error)
  }
  try {
    return z.array(evaluationSchema).parse(JSON.parse(text))
  } catch (error) {
    throw new StudioError(
      `${file} is damaged: ${error instanceof Error ? error.message : String(error)}`,
      'Delete this file and evaluate again: the run itself is not affected.',
      { cause: error },
    )
  }
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
