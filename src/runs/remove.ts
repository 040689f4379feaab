import { promises as fs } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { codeOf, systemError } from '../files/systemError'
import { holderOf, taken } from './lock'

const DELETED = '.easel-deleted-'

/**
 * Deletes a run, damaged or not. It is gone from the list at once: the folder is first moved away.
 * @throws StudioError while the run is being trained.
 */
export async function deleteRun(folder: string): Promise<void> {
  const path = resolve(folder)
  const holder = holderOf(path)
  if (holder) throw taken(path, holder)
  const parent = dirname(path)
  try {
    await fs.rename(path, join(parent, `${DELETED}${basename(path)}-${process.pid}-${Date.now()}`))
    // With what an earlier deletion that was cut short left behind.
    for (const name of await fs.readdir(parent))
      if (name.startsWith(DELETED)) await fs.rm(join(parent, name), { recursive: true, force: true })
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw systemError('write', path, error)
  }
}
