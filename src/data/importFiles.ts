import { createHash } from 'node:crypto'
import { basename, dirname } from 'node:path'
import type { InspectResult } from '../studio/trainer'
import { choose } from './choose'
import { SPLITS, type Dataset, type ImageSet, type SplitName } from './dataset'
import { fingerprint } from './fingerprint'
import type { Reading } from './formats/contents'
import type { Choices, Claim, Opened } from './formats/format'
import { hashing, type Hashing } from './formats/hashing'
import type { MemoryFile } from './formats/sources'
import { scaled } from './imageSets'
import { recogniseSet, type KnownSet } from './known'
import type { Library } from './library'
import { splitsOf, tooFew, wordsOf } from './splits'
import { openSpool, type Spool } from './spool'
import type { Provenance } from './stored'

export interface ImportOptions {
  /** Bytes read of bytes to read. */
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
  readonly choices?: Choices
}
export interface Imported {
  readonly id: string
  /** What a person should know: how it was split, what was left out and why. */
  readonly notes: string[]
}

/**
 * Brings files into the library, in any of the {@link FORMATS}. A path may be a folder; a single file brings along
 * its siblings of the same data set. What is there already is not read again. However large a set is, it is never in
 * memory; nothing is kept unless all of it is good.
 * @param choices made in a preview, where the format has any
 * @throws StudioError naming the file, what was expected and what was found; or that it was cancelled.
 */
export async function importFiles(
  library: Library,
  files: readonly (string | MemoryFile)[],
  { onProgress, signal, choices = {} }: ImportOptions = {},
): Promise<Imported> {
  const { format, claims, notes } = await choose(files)
  if (!format.inspect) notes.push(...withoutEffect(choices, format.title))
  const sources = claims.map(({ source }) => hashing(source))
  // Of what is chosen from, the same files can make different sets.
  const there = format.inspect ? undefined : await sameFiles(library, sources, signal)
  if (there) return { id: there, notes: [...notes, 'This data set is here already.'] }

  const total = sources.reduce((sum, { size }) => sum + size, 0)
  let done = 0
  const onBytes = (more: number) => onProgress?.((done += more), total)
  const name = nameOf(claims)
  const opened = await format.open(
    claims.map((claim, i) => ({ ...claim, source: sources[i] ?? claim.source })),
    name,
    choices,
    { signal },
  )
  const spool = await openSpool(library.root)
  try {
    const dataset = await readInto(spool, opened, name, { signal, onBytes }, notes)
    if (done < total) onBytes(total - done)
    const print = await fingerprint(dataset, signal)
    const hashes = await hashesOf(sources, signal)
    const same = recogniseSet(print, Object.keys(hashes))
    const { words, ...known } = identified(dataset, same, print, opened.title ?? name)
    if ((await whole(library, known.id)) === undefined)
      await library.save({ ...dataset, ...known }, { ...words, files: hashes }, print, signal)
    return { id: known.id, notes: [...notes, `${wordsOf(dataset.splits)}: ${known.title}.`] }
  } finally {
    await spool.remove()
  }
}

/**
 * What there is to choose from before files are imported; undefined where there is nothing to choose.
 * @param onProgress bytes looked at of bytes to look at
 * @throws StudioError as {@link importFiles}
 */
export async function inspectFiles(
  files: readonly (string | MemoryFile)[],
  { onProgress, signal }: Omit<ImportOptions, 'choices'> = {},
): Promise<InspectResult | undefined> {
  const { format, claims } = await choose(files)
  const total = claims.reduce((sum, { source }) => sum + source.size, 0)
  let done = 0
  const onBytes = (more: number) => onProgress?.((done += more), total)
  return format.inspect?.(claims, nameOf(claims), { signal, onBytes })
}

/** A note on choices made for files of a format that has none; none where nothing was chosen. */
function withoutEffect(choices: Choices, title: string): string[] {
  const made = Object.keys(choices).filter((key) => choices[key] !== undefined)
  const names = [...new Set(made.map((key) => (key === 'height' || key === 'width' ? 'size' : key)))]
  return names.length > 0
    ? [`Without effect, being for pictures: ${names.join(', ')}. This is ${title}.`]
    : []
}

/** A data set that has no name yet. */
type Nameless = Omit<Dataset, 'id' | 'title'>

/** Reads all of a set, and parts it where it came undivided. */
async function readInto(
  spool: Spool,
  opened: Opened,
  name: string,
  reading: Reading,
  notes: string[],
): Promise<Nameless> {
  const { channels, height, width, classes, splits, undividedIs = 'random' } = opened
  const given: Partial<Record<SplitName, ImageSet>> = {}
  for (const split of SPLITS) {
    const stream = splits[split]
    if (stream) given[split] = await spool.take(stream, channels * height * width, reading)
  }
  // What was met on the way is told only now.
  notes.push(...opened.notes)
  const { zero, one, full, other } = spool.values()
  const kind = zero && one !== full && !other ? 'binary' : 'grey'
  if (kind === 'binary') notes.push('Every pixel is black or white: taken as binarized.')
  const parted = splitsOf(given, undividedIs, name, notes)
  notes.push(...tooFew(parted))
  const asStored = (set: ImageSet) => (kind === 'binary' && one ? scaled(set, 255) : set)
  return {
    ...{ kind, channels, height, width },
    ...(classes && { classes }),
    splits: {
      train: asStored(parted.train),
      validation: asStored(parted.validation),
      test: asStored(parted.test),
    },
  }
}

/** SHA-256 of a file, and its name; of very many files, that of their list. */
async function hashesOf(sources: readonly Hashing[], signal?: AbortSignal): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {}
  for (const source of sources) hashes[await source.sha256(signal)] = basename(source.file)
  if (sources.length <= MANY) return hashes
  const list = Object.keys(hashes).sort().join('\n')
  return { [createHash('sha256').update(list).digest('hex')]: manyFiles(sources) }
}
const MANY = 1000
const manyFiles = (sources: readonly Hashing[]) => `${sources.length} files`

/** The stored set that was made from these very files: where names are the same, contents are compared. */
async function sameFiles(
  library: Library,
  sources: readonly Hashing[],
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const key = (words: readonly string[]) => [...words].sort().join('\n')
  const named = sources.length > MANY ? [manyFiles(sources)] : sources.map(({ file }) => basename(file))
  for (const stored of await library.list())
    if (!('error' in stored) && key(Object.values(stored.files)) === key(named))
      if (key(Object.keys(stored.files)) === key(Object.keys(await hashesOf(sources, signal))))
        return stored.id
  return undefined
}

/** A stored set, unless its file is damaged: then an import replaces it. */
const whole = async (library: Library, id: string) =>
  (await library.list()).find((stored) => stored.id === id && !('error' in stored))

/** Words that say nothing of what is in a file. */
const GENERIC =
  /^(train|training|t10k|test|testing|valid|validation|images?|labels?|idx\d?|ubyte|amat|gz|tar|tgz|zip|png|jpe?g|bmp|webp|bin|mat|npz|npy|batch|dat|data|raw|\d+x\d+)$/i

/** A name for a set of one's own: what its files are called, or else their folder. */
function nameOf(chosen: readonly Claim[]): string {
  const file = chosen.find(({ content }) => content !== 'labels')?.source.file ?? ''
  const words = (text: string) => (text.match(/[a-z0-9]+/gi) ?? []).filter((word) => !GENERIC.test(word))
  const name = [words(basename(file)), words(basename(dirname(file)))].find((found) =>
    found.some((word) => /[a-z]/i.test(word)),
  )
  return name?.join(' ').slice(0, 40).trim() ?? 'Images'
}

/** What a known set is called, or one of the user's own. */
function identified(
  { classes }: Nameless,
  known: KnownSet | undefined,
  print: string,
  name: string,
): Pick<Dataset, 'id' | 'title' | 'classes'> & { words: Omit<Provenance, 'files'> } {
  if (known) {
    const { id, title, about, licence, source } = known
    const named = classes ?? known.classes
    return { id, title, ...(named && { classes: named }), words: { about, licence, source } }
  }
  return {
    id: `import-${name.toLowerCase().replaceAll(' ', '-')}-${print.slice(0, 8)}`,
    title: name,
    words: { about: 'Imported from your files', licence: 'That of the files imported', source: name },
  }
}
