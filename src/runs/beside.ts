import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { codeOf, systemError } from '../files/systemError'
import { StudioError } from '../studio/api'

/**
 * A file of JSON that lies beside a run's own; undefined where there is none.
 * @param remedy for whoever has a damaged one
 * @throws StudioError when it can't be read, or is damaged
 */
export function readBeside<T>(file: string, schema: z.ZodType<T>, remedy: string): T | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw systemError('read', file, error)
  }
  try {
    return schema.parse(JSON.parse(text))
  } catch (error) {
    throw new StudioError(
      `${file} is damaged: ${error instanceof Error ? error.message : String(error)}`,
      remedy,
      { cause: error },
    )
  }
}
