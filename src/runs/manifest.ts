import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomicSync } from '../files/atomic'
import { codeOf, systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import { manifestSchema, type Manifest } from '../studio/run'
import { idOf, MANIFEST } from './layout'

const REMEDY = 'Put run.json back from a copy, or delete this run.'

/**
 * Reads run.json. Its id is the folder's name, whatever it was when the run was made.
 * @throws StudioError naming the file, the field, what was expected and what was found.
 */
export function readManifest(folder: string): Manifest {
  const file = join(folder, MANIFEST)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && !existsSync(folder))
      throw new StudioError(`There is no run at ${folder}`, 'Choose another: it was deleted or moved.', {
        cause: error,
      })
    if (codeOf(error) === 'ENOENT')
      throw new StudioError(`${folder} is not a run: it has no run.json`, REMEDY, { cause: error })
    throw systemError('read', file, error)
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new StudioError(`${file} is damaged: it is not JSON`, REMEDY, { cause: error })
  }
  const parsed = manifestSchema.safeParse(value)
  if (!parsed.success)
    throw new StudioError(
      `${file} is damaged: ${parsed.error.issues
        .map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}, ${found(value, path)}`)
        .join('; ')}`,
      REMEDY,
    )
  return { ...parsed.data, id: idOf(folder) }
}

function found(value: unknown, path: readonly PropertyKey[]): string {
  const at = path.reduce<unknown>(
    (part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined),
    value,
  )
  return at === undefined ? 'found nothing' : `found ${JSON.stringify(at).slice(0, 80)}`
}

export const writeManifest = (folder: string, manifest: Manifest): void =>
  writeAtomicSync(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
