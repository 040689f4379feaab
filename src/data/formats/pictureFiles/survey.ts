import type { PictureChoices } from '../../../studio/pictures'
import type { Reading } from '../contents'
import type { Collection } from './collection'
import { decode, sizeOf, type Picture, type Size } from './decode'

/** What pictures are like. */
export interface Survey {
  /** The most frequent first. */
  readonly sizes: readonly (Size & { readonly count: number })[]
  readonly choices: PictureChoices
  /** Bytes of some, spread over all. */
  readonly samples: readonly Uint8Array[]
}

/** Pictures that are decoded to see whether all are grey. */
const LOOKED_AT = 200
const SAMPLES = 24
/** Side that pictures of different sizes get at most. */
const SIDE = 64
const LARGEST_SIDE = 256

/**
 * Reads every picture's header, and the pixels of some. As they are is the default: their size where all have the
 * same (at most 256 × 256), else a square of the median of their shorter sides, at most 64 × 64; grey where those
 * looked at are.
 * @throws StudioError when an archive is damaged as a whole, or `signal` is aborted.
 */
export async function survey(collection: Collection, reading: Reading = {}): Promise<Survey> {
  const sizes = new Map<string, Size & { count: number }>()
  const samples: Uint8Array[] = []
  const total = collection.pictures.size
  let grey = true
  let place = 0
  for await (const { path, bytes } of collection.read(reading, () => true)) {
    const size = await collection.attempt(path, reading.signal, () => sizeOf(bytes))
    if (!size) continue
    const key = `${size.height}×${size.width}`
    const known = sizes.get(key)
    if (known) known.count++
    else sizes.set(key, { ...size, count: 1 })
    const looked = isSpread(place, total, LOOKED_AT)
    const sampled = isSpread(place++, total, SAMPLES)
    if (!looked && !sampled) continue
    const picture = await collection.attempt(path, reading.signal, () => decode(bytes))
    if (!picture) continue
    grey &&= isGrey(picture)
    if (sampled) samples.push(bytes.slice())
  }
  const sorted = [...sizes.values()].sort((a, b) => b.count - a.count)
  return {
    sizes: sorted,
    samples,
    choices: { ...sideOf(sorted), colour: grey ? 'grey' : 'colour', fit: 'crop' },
  }
}

/** Whether `place` is among `count` places spread evenly over `total`. */
const isSpread = (place: number, total: number, count: number) =>
  total <= count || Math.floor((place * count) / total) !== Math.floor(((place - 1) * count) / total)

function sideOf(sizes: readonly (Size & { readonly count: number })[]): Size {
  const [first] = sizes
  if (first && sizes.length === 1 && within(first, 4, LARGEST_SIDE))
    return { height: first.height, width: first.width }
  const shorter = sizes
    .map(({ height, width, count }) => ({ side: Math.min(height, width), count }))
    .sort((a, b) => a.side - b.side)
  const half = shorter.reduce((sum, { count }) => sum + count, 0) / 2
  let passed = 0
  const median = shorter.find(({ count }) => (passed += count) >= half)?.side ?? SIDE
  const side = Math.min(SIDE, Math.max(4, median))
  return { height: side, width: side }
}

const within = ({ height, width }: Size, low: number, high: number) =>
  Math.min(height, width) >= low && Math.max(height, width) <= high

function isGrey({ channels, pixels }: Picture): boolean {
  if (channels === 1) return true
  for (let i = 0; i < pixels.length; i += 3)
    if (pixels[i] !== pixels[i + 1] || pixels[i] !== pixels[i + 2]) return false
  return true
}
