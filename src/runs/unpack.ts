import { promises as fs } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import * as yauzl from 'yauzl'
import { crc32 } from '../files/crc32'
import { codeOf, systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import { listCheckpoints } from './checkpoints'
import { freeFolder } from './create'
import { LOCK, MANIFEST, SUPERSEDED } from './layout'
import { readManifest } from './manifest'
import { INCOMING } from './remove'

/** What a run may hold; docs/formats.md. */
const FILES = /^([\w-]+\.(json|jsonl|png)|(checkpoints|snapshots)\/\d{8}\.(safetensors|npz)|exports\/[^/]+)$/
/** Not of this run, or not of any: passed over. */
const PASSED = new RegExp(`^(${LOCK.replace('.', '\\.')}|${SUPERSEDED}/.*|(.*/)?\\.[^/]*)$`)
const SYSTEM = /^__MACOSX\/|(^|\/)\.DS_Store$/
const MOST_ENTRIES = 200_000
/** What unpacks to more than so many times its size was made to fill a disk. */
const DENSEST = 200
const LINK = 0o120000

/**
 * Makes a run in `runsFolder` of the zip `file`. Nothing is there until all of it is; an id that exists gets a number.
 * @param onProgress bytes so far, of so many
 * @returns the new run's folder
 * @throws StudioError naming the entry that no run has, or is damaged
 */
export async function unpackRun(
  runsFolder: string,
  file: string,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<string> {
  const zip = await open(file)
  const building = join(runsFolder, `${INCOMING}${process.pid}-${Date.now()}`)
  try {
    const { root, entries } = await contentsOf(zip, file)
    const total = entries.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0)
    await fs.mkdir(building, { recursive: true })
    let done = 0
    for (const { path, entry } of entries)
      await extract(zip, entry, join(building, ...path.split('/')), file, (bytes) => {
        done += bytes
        onProgress(done, total)
      })
    check(building, file)
    const { id } = JSON.parse(await fs.readFile(join(building, MANIFEST), 'utf8')) as { id: string }
    const wanted = [root, id, 'run'].find((name) => /^\w[\w.-]{0,119}$/.test(name)) ?? 'run'
    const folder = freeFolder(runsFolder, wanted)
    await fs.rename(building, folder)
    return folder
  } catch (error) {
    await fs.rm(building, { recursive: true, force: true })
    throw systemError('write', runsFolder, error)
  } finally {
    zip.close()
  }
}

interface Contents {
  /** The folder in the zip that the run lies in; empty at its top. */
  root: string
  entries: { path: string; entry: yauzl.Entry }[]
}

/** @throws StudioError when it is not a run, and nothing but a run */
async function contentsOf(zip: yauzl.ZipFile, file: string): Promise<Contents> {
  if (zip.entryCount > MOST_ENTRIES) throw wrong(file, `it holds ${zip.entryCount} files`)
  const all: yauzl.Entry[] = []
  let unpacked = 0
  try {
    for await (const entry of zip.eachEntry())
      if (!entry.fileName.endsWith('/') && !SYSTEM.test(entry.fileName)) {
        all.push(entry)
        unpacked += entry.uncompressedSize
      }
  } catch (error) {
    throw wrong(file, wordsOf(error), error)
  }
  if (unpacked > DENSEST * Math.max(zip.fileSize, 1_000_000))
    throw wrong(file, `it would unpack to ${unpacked} bytes`)
  const manifests = all.map(({ fileName }) => fileName).filter((name) => basename(name) === MANIFEST)
  const [manifest] = manifests.sort((a, b) => a.length - b.length)
  if (manifest === undefined) throw wrong(file, 'there is no run.json in it')
  const top = manifest.slice(0, -MANIFEST.length)
  const entries = all.flatMap((entry) => {
    const path = entry.fileName.slice(top.length)
    if (entry.fileName.startsWith(top) && PASSED.test(path)) return []
    const link = ((entry.externalFileAttributes >>> 16) & 0o170000) === LINK
    if (!entry.fileName.startsWith(top) || !FILES.test(path) || path.includes('\\') || link)
      throw wrong(file, `no run has ${entry.fileName}${link ? ', which is a link' : ''}`)
    return [{ path, entry }]
  })
  return { root: basename(top), entries }
}

async function extract(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  to: string,
  file: string,
  onBytes: (bytes: number) => void,
): Promise<void> {
  await fs.mkdir(dirname(to), { recursive: true })
  const output = await fs.open(to, 'wx')
  let crc = 0
  try {
    for await (const piece of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>) {
      crc = crc32(piece, crc)
      await output.writeFile(piece)
      onBytes(piece.length)
    }
    // Snapshots are many, and what one loses in a power cut is a picture.
    if (!to.endsWith('.npz')) await output.sync()
  } catch (error) {
    throw codeOf(error) === undefined ? wrong(file, `${entry.fileName}: ${wordsOf(error)}`, error) : error
  } finally {
    await output.close()
  }
  if (crc !== entry.crc32)
    throw wrong(file, `${entry.fileName} does not have the checksum it was packed with`)
}

/** What was unpacked can be opened. */
function check(folder: string, file: string): void {
  const inside = (error: StudioError) => wrong(file, error.message.replaceAll(`${folder}/`, ''), error)
  try {
    readManifest(folder)
  } catch (error) {
    throw error instanceof StudioError ? inside(error) : error
  }
  const [damaged] = listCheckpoints(folder).damaged
  if (damaged) throw inside(damaged.error)
}

async function open(file: string): Promise<yauzl.ZipFile> {
  try {
    return await yauzl.openPromise(file, { validateEntrySizes: true, autoClose: false })
  } catch (error) {
    throw codeOf(error) === undefined ? wrong(file, wordsOf(error), error) : systemError('read', file, error)
  }
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
const wrong = (file: string, what: string, cause?: unknown) =>
  new StudioError(`${basename(file)} is not a run: ${what}`, 'Choose a zip that Easel made of a run.', {
    cause,
  })
