import { promises as fs } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { codeOf, systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import { holderOf, taken } from './lock'

const DELETED = '.easel-deleted-'
/** A run that is coming. */
export const INCOMING = '.easel-incoming-'

/** A run that was moved out of the list. */
export interface Removed {
  /** Deletes it for good. */
  forget(): Promise<void>
  /** Puts it back where it was. @throws StudioError when there is another one by now */
  restore(): Promise<void>
}

/**
 * Moves a run, damaged or not, out of the list.
 * @throws StudioError while the run is being trained.
 */
export async function removeRun(folder: string): Promise<Removed> {
  const path = resolve(folder)
  const holder = holderOf(path)
  if (holder) throw taken(path, holder)
  const aside = join(dirname(path), `${DELETED}${basename(path)}-${process.pid}-${Date.now()}`)
  await renamed(path, aside)
  return {
    forget: () => fs.rm(aside, { recursive: true, force: true }),
    async restore() {
      if (await exists(path))
        throw new StudioError(
          `${path} cannot come back: another run has its place`,
          `Rename that one’s folder, then ${aside} to ${basename(path)}.`,
        )
      await renamed(aside, path)
    },
  }
}

/** {@link removeRun} for good. */
export async function deleteRun(folder: string): Promise<void> {
  const removed = await removeRun(folder)
  await removed.forget()
}

/** Deletes what earlier deletions, and zips being unpacked, left behind when they were cut short. */
export async function sweepRemoved(runsFolder: string): Promise<void> {
  const names = await fs.readdir(runsFolder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    throw systemError('read', runsFolder, error)
  })
  for (const name of names)
    if (name.startsWith(DELETED) || name.startsWith(INCOMING))
      await fs.rm(join(runsFolder, name), { recursive: true, force: true })
}

/** One that is gone already is no error. */
async function renamed(from: string, to: string): Promise<void> {
  try {
    await fs.rename(from, to)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw systemError('write', from, error)
  }
}

const exists = (path: string): Promise<boolean> =>
  fs.access(path).then(
    () => true,
    () => false,
  )
