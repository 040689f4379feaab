import { randomUUID } from 'node:crypto'
import { promises as fs } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { systemError } from '../../../files/systemError'
import { StudioError } from '../../../studio/api'
import { looseBundle } from '../../archives/loose'
import type { Bundle } from '../../archives/bundle'
import type { SplitName } from '../../dataset'
import { archiveOf, isArchive } from '../pictureFiles/collection'
import { decode } from '../pictureFiles/decode'
import { cut, planes, resized, type Box } from '../pictureFiles/fit'
import { Skipped } from '../pictureFiles/skipped'
import { checkCancelled, type Reading } from '../contents'
import type { Claim, Format, Opened, Portion, Stream } from '../format'
import type { Source } from '../sources'
import { expanded, readDigitStruct } from './digitStruct'

const LIST = 'digitStruct.mat'
/** Pixels of a side, as Goodfellow et al. (2013) cut the pictures; DRAW trains on 54 × 54 crops of it. */
const SIDE = 64
const SIZE = 3 * SIDE * SIDE
/** Images that are handed on at once. */
const PORTION = 256
/** Entries of an archive that are looked at for a numbered picture. */
const PEEKED = 20

/** One of train, test and extra: numbered pictures, and a list of their digits. */
interface Part {
  readonly bundle: Bundle
  readonly split: SplitName
}

/** SVHN's original format: whole house numbers. */
export const svhn: Format = {
  id: 'svhn',
  title: 'SVHN’s original (train.tar.gz with digitStruct.mat)',
  nested: true,
  async recognise(sources) {
    const folders = new Set(
      sources.filter(({ file }) => basename(file) === LIST).map(({ file }) => dirname(file)),
    )
    const claims: Claim[] = []
    for (const source of sources)
      if (folders.has(dirname(source.file)) && /(^|[\\/])(\d+\.png|digitStruct\.mat)$/.test(source.file))
        claims.push({ source, content: dirname(source.file) })
      else if (isArchive(source.file) && (await isSvhn(source))) claims.push({ source, content: 'archive' })
    return claims
  },
  open: (claims) => Promise.resolve(opened(partsOf(claims))),
}

/** Whether an archive begins with numbered pictures, and lists their digits. */
async function isSvhn(source: Source): Promise<boolean> {
  if (!/train|test|extra/i.test(basename(source.file))) return false
  let seen = 0
  let numbered = false
  for await (const { path } of archiveOf(source).entries()) {
    if (basename(path) === LIST) return true
    numbered ||= /(^|\/)\d+\.png$/.test(path)
    if (!numbered && ++seen > PEEKED) return false
  }
  return false
}

function partsOf(claims: readonly Claim[]): Part[] {
  const archives = claims.filter(({ content }) => content === 'archive')
  const folders = [...new Set(claims.map(({ content }) => content))].filter((name) => name !== 'archive')
  const split = (name: string): SplitName => (/test/i.test(basename(name)) ? 'test' : 'train')
  return [
    ...archives.map(({ source }) => ({ bundle: archiveOf(source), split: split(source.file) })),
    ...folders.map((folder) => ({
      bundle: looseBundle(claims.filter(({ content }) => content === folder).map(({ source }) => source)),
      split: split(folder),
    })),
  ]
}

function opened(parts: readonly Part[]): Opened {
  const skipped = new Skipped()
  const streamOf = (split: SplitName): [SplitName, Stream] => [
    split,
    {
      count: undefined,
      read: (reading) =>
        portions(
          parts.filter((part) => part.split === split),
          skipped,
          reading,
        ),
    },
  ]
  return {
    title: 'SVHN',
    channels: 3,
    height: SIDE,
    width: SIDE,
    splits: Object.fromEntries([...new Set(parts.map(({ split }) => split))].map(streamOf)),
    get notes() {
      return [
        `Each house number is cut out, 30 % larger, and made ${SIDE} × ${SIDE}. No labels: it has several digits.`,
        ...skipped.notes(),
      ]
    },
  }
}

async function* portions(
  parts: readonly Part[],
  skipped: Skipped,
  { signal, onBytes }: Reading,
): AsyncGenerator<Portion, void> {
  let images = new Uint8Array(PORTION * SIZE)
  let held = 0
  // A tar is gone through twice: the list may come after the pictures.
  const reading = { signal, onBytes: onBytes && ((more: number) => onBytes(more / 2)) }
  for (const { bundle } of parts) {
    const boxes = await boxesOf(bundle, reading)
    let found = 0
    for await (const entry of bundle.entries(reading)) {
      const box = boxes.get(basename(entry.path))
      if (!box) continue
      checkCancelled(signal)
      found++
      try {
        images.set(imageOf(await entry.read(), box), held * SIZE)
      } catch (error) {
        if (!(error instanceof StudioError)) throw error
        checkCancelled(signal)
        skipped.add(`${basename(bundle.file)}: ${entry.path}`, error.message)
        continue
      }
      if (++held < PORTION) continue
      yield { images }
      images = new Uint8Array(PORTION * SIZE)
      held = 0
    }
    if (found < boxes.size)
      throw new StudioError(
        `${bundle.file} should hold the ${boxes.size} pictures that ${LIST} names, but ${found} are there`,
        'Download or copy it again.',
      )
  }
  if (held > 0) yield { images: images.subarray(0, held * SIZE) }
}

/** The house number in a picture, [3, 64, 64]. @throws StudioError when the picture is damaged */
export function imageOf(bytes: Uint8Array, digits: Box): Uint8Array {
  const picture = decode(bytes)
  const box = expanded(digits, picture.height, picture.width)
  return planes(resized(cut(picture, box), SIDE, SIDE), 3)
}

/** Reads the list of digits; HDF5 wants a file to seek in. */
async function boxesOf(bundle: Bundle, reading: Reading): Promise<Map<string, Box>> {
  const path = join(tmpdir(), `easel-${randomUUID()}.mat`)
  try {
    let boxes: Map<string, Box> | undefined
    for await (const entry of bundle.entries(reading)) {
      if (basename(entry.path) !== LIST) continue
      await fs.writeFile(path, entry.pieces())
      boxes = await readDigitStruct(path, `${bundle.file}, ${entry.path}`, reading.signal)
    }
    if (boxes) return boxes
  } catch (error) {
    throw systemError('write', path, error)
  } finally {
    await fs.rm(path, { force: true })
  }
  throw new StudioError(`${bundle.file} has no ${LIST}`, 'Download or copy it again.')
}
