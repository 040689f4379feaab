import { mkdirSync, readFileSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { writeAtomic, writeAtomicSync } from '../files/atomic'
import { codeOf } from '../files/systemError'
import { StudioError } from '../studio/api'

/** A small file of JSON, as it was found. */
export interface Kept<T> {
  readonly value: T
  /** It could not be read: what it is called now, and that what it said is as if it had not been said. */
  readonly problem?: StudioError
}

/**
 * Reads `path`; where there is none, `schema` says what an empty object means. A damaged file is set aside under
 * another name in its folder, never lost.
 */
export function readKept<T>(path: string, schema: z.ZodType<T>): Kept<T> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { value: schema.parse({}) }
    return { value: schema.parse({}), problem: unreadable(path, error, 'Mend its permissions.') }
  }
  try {
    return { value: schema.parse(JSON.parse(text)) }
  } catch (error) {
    return { value: schema.parse({}), problem: setAside(path, error) }
  }
}

function setAside(path: string, why: unknown): StudioError {
  const name = path.replace(/\.json$/, `.damaged-${new Date().toISOString().replace(/[-:.]/g, '')}.json`)
  try {
    renameSync(path, name)
  } catch (error) {
    return unreadable(path, error, 'Move it elsewhere by hand.')
  }
  return unreadable(path, why, `It was kept as ${name}; Easel began with a new one.`)
}

function unreadable(path: string, error: unknown, remedy: string): StudioError {
  const what = error instanceof SyntaxError ? 'it is not JSON' : issuesOf(error)
  return new StudioError(`${path} could not be read: ${what}.`, remedy, { cause: error })
}

function issuesOf(error: unknown): string {
  const { issues } = error as { issues?: readonly { path: readonly PropertyKey[]; message: string }[] }
  if (issues) return issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`).join('; ')
  return error instanceof Error ? error.message : String(error)
}

const textOf = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** @throws StudioError */
export async function writeKept(path: string, value: unknown): Promise<void> {
  mkdirSync(dirname(path), { recursive: true })
  await writeAtomic(path, textOf(value))
}

/** {@link writeKept} for a program that ends. */
export function writeKeptSync(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true })
  writeAtomicSync(path, textOf(value))
}
