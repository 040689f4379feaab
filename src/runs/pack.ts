import { createReadStream, promises as fs } from 'node:fs'
import { extname, join } from 'node:path'
import { ZipFile } from 'yazl'
import { writeAtomic } from '../files/atomic'
import { codeOf, systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import { EXPORTS, idOf, LOCK, MANIFEST, SUPERSEDED } from './layout'
import { readManifest } from './manifest'

/** All else is compressed already, or noise to a compressor, as weights are. */
const COMPRESSED = ['.json', '.jsonl', '.csv', '.svg', '.txt']

/**
 * Writes the run in `folder` as one zip to `file`, under the name of its folder. Left out is what a resume set aside,
 * and zips that were made before.
 * @param onProgress bytes so far, of so many
 * @returns the zip's length in bytes
 * @throws StudioError when the folder is not a run, or something in it went away meanwhile
 */
export async function packRun(
  folder: string,
  file: string,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<number> {
  readManifest(folder)
  const paths = (await filesIn(folder)).filter(isPacked)
  // First, so that whoever reads the beginning knows what it is.
  paths.sort((a, b) => Number(b === MANIFEST) - Number(a === MANIFEST) || (a < b ? -1 : 1))
  const zip = new ZipFile()
  let total = 0
  for (const path of paths) {
    const from = join(folder, ...path.split('/'))
    const { size, mtime } = await fs.stat(from).catch((error: unknown) => {
      throw changed(folder, path, error)
    })
    total += size
    // A log that grows meanwhile is taken as long as it was.
    zip.addReadStreamLazy(
      `${idOf(folder)}/${path}`,
      { size, mtime, compress: COMPRESSED.includes(extname(path)) },
      (give) => give(null, createReadStream(from, { start: 0, end: Math.max(0, size - 1) })),
    )
  }
  zip.end()
  let done = 0
  const output = zip.outputStream as NodeJS.ReadableStream & { destroy(error: Error): void }
  zip.on('error', (error: Error) => output.destroy(error))
  async function* counted() {
    for await (const piece of output) {
      done += (piece as Uint8Array).length
      onProgress(Math.min(done, total), total)
      yield piece as Uint8Array
    }
  }
  try {
    await fs.mkdir(join(file, '..'), { recursive: true })
    await writeAtomic(file, counted())
  } catch (error) {
    throw codeOf(error) === 'ENOENT' ? changed(folder, '', error) : error
  }
  return done
}

function isPacked(path: string): boolean {
  const [top = '', ...rest] = path.split('/')
  const name = rest.at(-1) ?? top
  return (
    top !== SUPERSEDED &&
    top !== LOCK &&
    !name.startsWith('.') &&
    !(top === EXPORTS && extname(name) === '.zip')
  )
}

/** Paths of all files below `folder`, with `/`. */
async function filesIn(folder: string, below = ''): Promise<string[]> {
  const entries = await fs.readdir(join(folder, below), { withFileTypes: true }).catch((error: unknown) => {
    throw systemError('read', join(folder, below), error)
  })
  const found = entries.map((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    return entry.isDirectory() ? filesIn(folder, path) : entry.isFile() ? [path] : []
  })
  return (await Promise.all(found)).flat()
}

const changed = (folder: string, path: string, cause: unknown) =>
  new StudioError(
    `${join(folder, path)} went away while the run was packed`,
    'Try again, or pause the training first.',
    { cause },
  )
