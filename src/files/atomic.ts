import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  promises as fs,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { codeOf, systemError } from './systemError'

/*
 * Own lines and not write-file-atomic: that writes with one call and does not look how much was written, so a
 * disk that fills up leaves a shortened file in the place of a good one (7.0.1).
 */

const TEMPORARY = /^\..+\.(\d+)-\d+\.tmp$/
let writes = 0
/**
 * A name to write `path` under until it is whole: in the same folder, since a rename is atomic only within a file
 * system. The process is named for {@link sweep}.
 */
export const temporaryOf = (path: string) =>
  join(dirname(path), `.${basename(path)}.${process.pid}-${Date.now()}${writes++}.tmp`)

/**
 * Writes `bytes` so that `path` always holds either all of the old content or all of the new, through a crash or
 * a power cut too.
 * @param bytes all at once, or as they come
 * @throws StudioError when the operating system refuses; what `bytes` throws. `path` is then as it was.
 */
export async function writeAtomic(
  path: string,
  bytes: Uint8Array | string | AsyncIterable<Uint8Array>,
): Promise<void> {
  const temporary = temporaryOf(path)
  try {
    const file = await fs.open(temporary, 'wx')
    try {
      if (typeof bytes === 'string' || bytes instanceof Uint8Array) await file.writeFile(bytes)
      else for await (const piece of bytes) await file.writeFile(piece)
      await file.sync()
    } finally {
      await file.close()
    }
    await fs.rename(temporary, path)
  } catch (error) {
    await fs.rm(temporary, { force: true })
    throw systemError('write', path, error)
  }
  syncFolder(dirname(path))
}

/** {@link writeAtomic} for a thread that may wait. */
export function writeAtomicSync(path: string, bytes: Uint8Array | string): void {
  const temporary = temporaryOf(path)
  try {
    const file = openSync(temporary, 'wx')
    try {
      writeFileSync(file, bytes)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw systemError('write', path, error)
  }
  syncFolder(dirname(path))
}

/** A rename is on disk only when its folder is. Windows opens no folders, and needs not. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Removes what writers that were killed left half-written in `folder`. */
export function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = TEMPORARY.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, name), { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}
