import { createHash } from 'node:crypto'
import { basename, dirname } from 'node:path'
import { StudioError } from '../studio/api'
import { fingerprint, type Library } from './library'
import { composeAmat, composeIdx, type Composed } from './compose'
import { KNOWN_SETS } from './known'
import { checkCancelled } from './formats/contents'
import { recognise, type Recognised } from './formats/recognise'
import { diskSources, memorySource, siblings, type MemoryFile, type Source } from './formats/sources'
import { wordsOf, type Whole } from './splits'

export interface ImportOptions {
  /** Bytes read of bytes to read. */
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}
export interface Imported {
  readonly id: string
  /** What a person should know: how it was split, what was left out and why. */
  readonly notes: string[]
}

/**
 * Brings files into the library: IDX images and labels, or static binarized MNIST, gzip or not. A path may be a
 * folder; a single file brings along its siblings of the same data set. What is there already is not read again.
 * Nothing is kept unless all of it is good.
 * @throws StudioError naming the file, what was expected and what was found; or that it was cancelled.
 */
export async function importFiles(
  library: Library,
  files: readonly (string | MemoryFile)[],
  { onProgress, signal }: ImportOptions = {},
): Promise<Imported> {
  const notes: string[] = []
  const chosen = await choose(files, notes)
  const total = chosen.reduce((sum, { source }) => sum + source.size, 0)

  const parts = []
  const hashes: Record<string, string> = {}
  for (const part of chosen) {
    checkCancelled(signal)
    const bytes = await part.source.read()
    hashes[createHash('sha256').update(bytes).digest('hex')] = basename(part.source.file)
    parts.push({ ...part, bytes })
  }
  const there = await sameFiles(library, hashes)
  if (there) return { id: there, notes: ['This data set is here already.'] }

  let before = 0
  const readings = parts.map((part) => {
    const start = before
    before += part.bytes.length
    return { ...part, reading: { signal, onBytes: (bytes: number) => onProgress?.(start + bytes, total) } }
  })
  const name = nameOf(chosen)
  const composed = await (chosen[0]?.content === 'amat' ? composeAmat : composeIdx)(readings, name, notes)
  const { dataset, words } = identified(composed, name)
  checkCancelled(signal)
  if ((await whole(library, dataset.id)) === undefined)
    await library.save(dataset, { ...words, files: hashes })
  const { train, validation, test } = dataset.splits
  notes.push(
    `${wordsOf({ train: train.count, validation: validation.count, test: test.count })}: ${dataset.title}.`,
  )
  return { id: dataset.id, notes }
}

/** The files that make up one data set. */
async function choose(files: readonly (string | MemoryFile)[], notes: string[]): Promise<Recognised[]> {
  const paths = files.filter((file) => typeof file === 'string')
  const sources = [
    ...(await diskSources(paths)),
    ...files.filter((file) => typeof file !== 'string').map(memorySource),
  ]
  let recognised = await recogniseAll(sources, notes)
  const [only, ...others] = recognised
  if (!only) throw nothingIn(sources, files)
  if (others.length === 0 && paths.includes(only.source.file))
    for (const sibling of await siblings(only.source.file)) {
      const found = await recognise(sibling)
      if (found && belongsTo(found, only)) recognised.push(found)
    }
  recognised = withoutCopies(recognised)
  const kinds = new Set(recognised.map(({ content }) => (content === 'amat' ? 'amat' : 'idx')))
  const folders = new Set(recognised.map(({ source }) => dirname(source.file)))
  if (kinds.size > 1 || (folders.size > 1 && paths.length === 1))
    throw new StudioError(
      `These files are of more than one data set: ${recognised.map(({ source }) => source.file).join(', ')}`,
      'Import one data set at a time.',
    )
  return recognised
}

async function recogniseAll(sources: readonly Source[], notes: string[]): Promise<Recognised[]> {
  const recognised: Recognised[] = []
  const skipped: string[] = []
  for (const source of sources) {
    const found = await recognise(source)
    if (found) recognised.push(found)
    else skipped.push(basename(source.file))
  }
  if (skipped.length > 0 && recognised.length > 0)
    notes.push(
      `Left out, being neither IDX nor .amat: ${skipped.slice(0, 3).join(', ')}${
        skipped.length > 3 ? ` and ${skipped.length - 3} more` : ''
      }.`,
    )
  return recognised
}

/** Unpacked files often lie beside their .gz: the first found of each pair. */
function withoutCopies(found: readonly Recognised[]): Recognised[] {
  const unpacked = ({ source }: Recognised) => source.file.replace(/\.gz$/i, '')
  return found.filter((one, i) => found.findIndex((other) => unpacked(other) === unpacked(one)) === i)
}

/** Whether a file found beside `chosen` is of the same set: named by the same pattern. */
function belongsTo(found: Recognised, chosen: Recognised): boolean {
  const pattern = ({ source }: Recognised) =>
    basename(source.file)
      .toLowerCase()
      .replace(/train|t10k|test|valid(ation)?/, '')
      .replace(/images[-.]idx3|labels[-.]idx1/, '')
      .replace(/\.gz$/, '')
  return found.split !== undefined && chosen.split !== undefined && pattern(found) === pattern(chosen)
}

function nothingIn(sources: readonly Source[], files: readonly (string | MemoryFile)[]): StudioError {
  const remedy = 'Choose IDX files (train-images-idx3-ubyte, …) or binarized_mnist_*.amat, gzip or not.'
  const [first] = sources
  if (!first) return new StudioError(`${files.map(String).join(', ') || 'The choice'} holds no files`, remedy)
  const found = first.size === 0 ? 'it is empty' : 'its first bytes are of neither'
  return new StudioError(
    sources.length === 1
      ? `${first.file} should be an IDX or .amat file, but ${found}`
      : `None of ${sources.length} files is an IDX or .amat file; the first is ${first.file}`,
    remedy,
  )
}

/** The stored set that was made from these very files. */
async function sameFiles(library: Library, hashes: Record<string, string>): Promise<string | undefined> {
  const key = (files: Readonly<Record<string, string>>) => Object.keys(files).sort().join()
  for (const stored of await library.list())
    if (!('error' in stored) && key(stored.files) === key(hashes)) return stored.id
  return undefined
}

/** A stored set, unless its file is damaged: then an import replaces it. */
const whole = async (library: Library, id: string) =>
  (await library.list()).find((stored) => stored.id === id && !('error' in stored))

/** Words that say nothing of what is in a file. */
const GENERIC =
  /^(train|training|t10k|test|testing|valid|validation|images?|labels?|idx\d?|ubyte|amat|gz|bin|dat|data|raw)$/i

/** A name for a set of one's own: what its files are called, or else their folder. */
function nameOf(chosen: readonly Recognised[]): string {
  const file = chosen.find(({ content }) => content !== 'labels')?.source.file ?? ''
  const words = (text: string) => (text.match(/[a-z0-9]+/gi) ?? []).filter((word) => !GENERIC.test(word))
  const name = [words(basename(file)), words(basename(dirname(file)))].find((found) => found.length > 0)
  return name?.join(' ').slice(0, 40).trim() ?? 'Images'
}

/** The known set that `composed` is, to the last pixel, or one of the user's own. */
function identified(
  composed: Composed,
  name: string,
): { dataset: Whole; words: { about: string; licence: string; source: string } } {
  const print = fingerprint(composed)
  const known = KNOWN_SETS.find((set) => set.fingerprint === print)
  if (known) {
    const { id, title, about, licence, source, classes } = known
    return {
      dataset: { ...composed, id, title, ...(classes && { classes }) },
      words: { about, licence, source },
    }
  }
  return {
    dataset: {
      ...composed,
      id: `import-${name.toLowerCase().replaceAll(' ', '-')}-${print.slice(0, 8)}`,
      title: name,
    },
    words: { about: 'Imported from your files', licence: 'That of the files imported', source: name },
  }
}
