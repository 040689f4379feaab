import { createWriteStream, promises as fs } from 'node:fs'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { EXPORTS, folderOf } from '../runs/layout'
import { INCOMING } from '../runs/remove'
import { openRun, type Run } from '../runs/run'
import { StudioError } from '../studio/api'
import type { ImportedRun } from '../studio/requests/runs'
import { run as runJob } from './jobs'

/** Runs out and in, as one zip each. */
export interface Transfers {
  /** Writes `run` into its exports. */
  pack(run: Run): Promise<{ path: string; name: string }>
  /** Makes a run of the zip at `path`. @throws StudioError saying what in it is not a run's */
  unpack(path: string): Promise<ImportedRun>
  /** {@link unpack} of bytes as they come, of a zip called `name`. */
  receive(bytes: Readable, name: string): Promise<ImportedRun>
  /** A file that was exported of a run. @throws StudioError when there is none of this name */
  exported(run: string, name: string): string
}

/** @param onRuns called when there is a new run */
export function createTransfers(
  runsFolder: string,
  onProgress: (job: string, done: number, total: number) => void,
  onRuns: () => void,
): Transfers {
  async function unpack(path: string): Promise<ImportedRun> {
    const { folder } = await runJob({ kind: 'unpack', runs: runsFolder, file: path }, (done, total) =>
      onProgress('import-run', done, total),
    ).result
    onRuns()
    const run = openRun(folder)
    return { run: run.id, name: run.manifest().name }
  }
  return {
    async pack(run) {
      const name = `${run.id}.zip`
      const path = join(run.folder, EXPORTS, name)
      await runJob({ kind: 'pack', run: run.folder, file: path }, (done, total) =>
        onProgress(`export-run ${run.id}`, done, total),
      ).result
      return { path, name }
    },
    unpack,
    async receive(bytes, name) {
      const folder = join(runsFolder, `${INCOMING}${process.pid}-${Date.now()}`)
      try {
        await fs.mkdir(folder, { recursive: true })
        const file = join(folder, basename(name) || 'run.zip')
        await pipeline(bytes, createWriteStream(file))
        return await unpack(file)
      } finally {
        await fs.rm(folder, { recursive: true, force: true })
      }
    },
    exported(run, name) {
      if (name !== basename(name) || name.startsWith('.'))
        throw new StudioError(`${name} is not the name of a file.`, 'Export it again.')
      return join(folderOf(runsFolder, run), EXPORTS, name)
    },
  }
}
