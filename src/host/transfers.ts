import { createWriteStream, promises as fs } from 'node:fs'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { systemError } from '../files/systemError'
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

/** What an export may be called: of no folder, and not hidden. */
const FILE = /^\w[\w.-]{0,159}$/
const LONGEST = 120
/** Of a zip that comes over a socket, bytes: twenty times what a large run takes. */
const LARGEST = 32 * 2 ** 30

/** @param onRuns called when there is a new run @param largest of a zip that is received, bytes */
export function createTransfers(
  runsFolder: string,
  onProgress: (job: string, done: number, total: number) => void,
  onRuns: () => void,
  largest = LARGEST,
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
      await fs.mkdir(runsFolder, { recursive: true })
      const folder = await fs.mkdtemp(join(runsFolder, INCOMING))
      try {
        // Its name is told where something is wrong with it, and chooses no place.
        const file = join(folder, name.replace(/^\.+|[^\w .-]/g, '').slice(-LONGEST) || 'run.zip')
        await pipeline(bytes, upTo(largest), createWriteStream(file)).catch((error: unknown) => {
          throw systemError('write', file, error)
        })
        return await unpack(file)
      } finally {
        await fs.rm(folder, { recursive: true, force: true })
      }
    },
    exported(run, name) {
      if (!FILE.test(name)) throw new StudioError(`${name} is not the name of a file.`, 'Export it again.')
      return join(folderOf(runsFolder, run), EXPORTS, name)
    },
  }
}

/** Lets `most` bytes through. @throws StudioError at the next */
function upTo(most: number): Transform {
  let passed = 0
  return new Transform({
    transform(piece: Uint8Array, _encoding, done) {
      passed += piece.length
      if (passed <= most) done(null, piece)
      else
        done(
          new StudioError(
            `The zip is larger than ${most} bytes.`,
            'Unpack it into the runs folder by hand: a run is a folder.',
          ),
        )
    },
  })
}
