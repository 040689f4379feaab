import { basename } from 'node:path'
import { tarBundle } from '../archives/tar'
import { StudioError } from '../../studio/api'
import { SPLITS, type SplitName } from '../dataset'
import {
  CIFAR_10,
  CIFAR_100,
  CIFAR_SIDE,
  cifarKind,
  countOf,
  readBatch,
  unwhole,
  type CifarBatch,
  type CifarKind,
} from './cifarBatch'
import { raw, type Reading } from './contents'
import type { Claim, Format, Opened, Stream } from './format'
import { splitOf } from './names'
import type { Source } from './sources'

/** CIFAR-10 and CIFAR-100 in their binary version: batches, a folder of them, or the .tar.gz as published. */
export const cifar: Format = {
  id: 'cifar',
  title: 'CIFAR binary (.bin)',
  async recognise(sources) {
    const claims: Claim[] = []
    for (const source of sources) {
      const content = await contentOf(source)
      const family = content === 'archive' ? undefined : familyOf(source.file)
      if (content) claims.push({ source, content, ...(family && { family }) })
    }
    // Class names alone are no data set.
    return claims.some(({ content }) => content !== 'names') ? claims : []
  },
  misses: ({ file, size }) => (/\.bin$/i.test(file) ? unwhole(file, size) : undefined),
  open,
}

/** Names as published, and the kind they promise. */
const PUBLISHED: readonly [RegExp, CifarKind][] = [
  [/^(data_batch_\d+|test_batch)\.bin$/, CIFAR_10],
  [/^(train|test)\.bin$/, CIFAR_100],
]
const NAMES = /^(batches\.meta|fine_label_names)\.txt$/
/** Files looked at to know an archive by: its first ones. */
const LOOK = 3

async function contentOf(source: Source): Promise<string | undefined> {
  const name = basename(source.file)
  if (NAMES.test(name)) return 'names'
  if (/\.(tar|tar\.gz|tgz)$/i.test(name)) return (await isCifar(source)) ? 'archive' : undefined
  if (!/\.bin$/i.test(name)) return undefined
  const kind = cifarKind(source.size, await source.read(0, 4096))
  // A batch of a known name that fits no kind is damaged, not another kind of file.
  return (kind ?? PUBLISHED[0]?.[0].test(name)) ? 'batch' : undefined
}

async function isCifar(source: Source): Promise<boolean> {
  let looked = 0
  try {
    for await (const { path } of tarBundle(source).entries()) {
      const name = basename(path)
      if (PUBLISHED.some(([pattern]) => pattern.test(name)) || NAMES.test(name)) return true
      if (++looked === LOOK) break
    }
  } catch (error) {
    // Damaged at its beginning: no one's.
    if (!(error instanceof StudioError)) throw error
  }
  return false
}

/** Batches as published lie with the others of their set; any other file stands alone. */
const familyOf = (file: string) =>
  promisedBy(basename(file))?.title ??
  (basename(file) === 'fine_label_names.txt'
    ? CIFAR_100.title
    : NAMES.test(basename(file))
      ? CIFAR_10.title
      : undefined)

interface Found {
  readonly batches: (CifarBatch & { readonly name: string; readonly kind: CifarKind | undefined })[]
  classes?: readonly string[]
}

async function open(claims: readonly Claim[]): Promise<Opened> {
  const found: Found = { batches: [] }
  for (const { source, content } of claims) {
    if (content === 'archive') await lookInto(source, found)
    else if (content === 'names') found.classes = linesOf(await source.read(0, source.size))
    else
      found.batches.push({
        file: source.file,
        name: basename(source.file),
        size: source.size,
        kind: cifarKind(source.size, await source.read(0, 4096)),
        pieces: (reading) => raw(source, reading),
      })
  }
  const { batches, classes } = found
  const kinds = new Set(batches.map(({ name, kind }) => kind ?? promisedBy(name)))
  const [kind] = kinds
  if (!kind || kinds.size > 1)
    throw new StudioError(
      `These files are of more than one data set: ${batches.map(({ name }) => name).join(', ')}`,
      'Import one data set at a time.',
    )
  const splits: Partial<Record<SplitName, Stream>> = {}
  for (const split of SPLITS) {
    const own = batches
      .filter(({ name }) => (splitOf(name) ?? 'train') === split)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    if (own.length > 0) splits[split] = streamOf(own, kind)
  }
  const side = CIFAR_SIDE
  const named = classes ?? (kind === CIFAR_10 ? CIFAR_10_CLASSES : undefined)
  return { channels: 3, height: side, width: side, splits, ...(named && { classes: named }), notes: [] }
}

export const CIFAR_10_CLASSES = 'airplane automobile bird cat deer dog frog horse ship truck'.split(' ')

const streamOf = (batches: readonly CifarBatch[], kind: CifarKind): Stream => ({
  count: batches.reduce((sum, batch) => sum + countOf(batch, kind), 0),
  async *read(reading) {
    for (const batch of batches) yield* readBatch(batch, kind, reading)
  },
})

const promisedBy = (name: string): CifarKind | undefined =>
  PUBLISHED.find(([pattern]) => pattern.test(name))?.[1]
const linesOf = (bytes: Uint8Array): string[] =>
  Buffer.from(bytes).toString('utf8').split(/\r?\n/).filter(Boolean)

/**
 * What an archive holds. Batches are read in the order of their names, whatever order they lie in, so that the same
 * data make the same set: each is a pass over the archive up to it.
 */
async function lookInto(source: Source, found: Found): Promise<void> {
  const first = found.batches.length
  let unpacked = 0
  for await (const { path, size, read } of tarBundle(source).entries()) {
    const name = basename(path)
    if (NAMES.test(name)) found.classes = linesOf(await read())
    else if (promisedBy(name)) {
      unpacked += size
      const share = () => source.size / unpacked
      const pieces = (reading: Reading) => entryOf(source, path, reading, share)
      found.batches.push({ file: `${source.file}, ${name}`, name, size, kind: promisedBy(name), pieces })
    }
  }
  if (found.batches.length > first) return
  throw new StudioError(
    `${source.file} should hold data_batch_1.bin and others, but holds none of them`,
    'Choose the archive of the binary version, or download it again.',
  )
}

/** @param share bytes of the archive that one unpacked byte stands for, for progress */
async function* entryOf(
  source: Source,
  wanted: string,
  { signal, onBytes }: Reading,
  share: () => number,
): AsyncGenerator<Uint8Array, void> {
  for await (const { path, pieces } of tarBundle(source).entries({ signal })) {
    if (path !== wanted) continue
    for await (const piece of pieces()) {
      yield piece
      onBytes?.(piece.length * share())
    }
    return
  }
}
