import { read } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import type { ImageSet } from './dataset'

/** Images that lie in memory, [n, C, H, W], each of `size` values. */
export function inMemory(images: Uint8Array, size: number, labels?: Uint8Array): ImageSet {
  const count = images.length / size
  return {
    count,
    size,
    inMemory: images,
    ...(labels && { labels }),
    async take(places) {
      const taken = new Uint8Array(places.length * size)
      for (const { at, place, length } of stretches(places, count))
        taken.set(images.subarray(place * size, (place + length) * size), at * size)
      return taken
    },
  }
}

/** Where images lie on disk, one after the other. */
export interface Place {
  /** Open for as long as the images are asked for. */
  readonly handle: FileHandle
  /** What errors call it. */
  readonly file: string
  /** Byte at which the first image begins. */
  readonly begin: number
}

/** Images that stay on disk but for those asked for. */
export function onDisk(
  { handle, file, begin }: Place,
  count: number,
  size: number,
  labels?: Uint8Array,
): ImageSet {
  return {
    count,
    size,
    ...(labels && { labels }),
    async take(places) {
      const taken = new Uint8Array(places.length * size)
      // All are asked for at once: the system's threads read them even while a training step blocks this one.
      await Promise.all(
        stretches(places, count).map(({ at, place, length }) =>
          readInto(taken.subarray(at * size, (at + length) * size), handle.fd, begin + place * size, file),
        ),
      )
      return taken
    },
  }
}

/** The images of `set` at `places`, as a set of their own. */
export const chosen = (set: ImageSet, places: Uint32Array): ImageSet => ({
  count: places.length,
  size: set.size,
  ...(set.labels && { labels: Uint8Array.from(places, (place) => set.labels?.[place] as number) }),
  take: (wanted) => set.take(Array.from(wanted, (place) => places[place] ?? NaN)),
})

/** `set` with each value times `factor`. */
export const scaled = (set: ImageSet, factor: number): ImageSet => ({
  ...set,
  take: async (places) => (await set.take(places)).map((value) => value * factor),
})

/** Neighbours among `places` that are neighbours in the set too, so that they are had at one stroke. */
function stretches(
  places: ArrayLike<number>,
  count: number,
): readonly { at: number; place: number; length: number }[] {
  const found: { at: number; place: number; length: number }[] = []
  for (let at = 0; at < places.length; at++) {
    const place = places[at] as number
    if (!(place >= 0 && place < count))
      throw new RangeError(`There is no image ${place} in a set of ${count}`)
    const last = found[found.length - 1]
    if (last && last.place + last.length === place) last.length++
    else found.push({ at, place, length: 1 })
  }
  return found
}

/** Fills `bytes` from the file's byte `position` on; by a callback, at a third of a promise's price. */
const readInto = (bytes: Uint8Array, fd: number, position: number, file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const go = (from: number) =>
      read(fd, bytes, from, bytes.length - from, position + from, (error, got) => {
        if (error) reject(systemError('read', file, error))
        else if (got === 0)
          reject(
            new StudioError(
              `${file} ended at byte ${position + from}: it has become shorter since it was opened`,
              'Import or download this data set again.',
            ),
          )
        else if (from + got < bytes.length) go(from + got)
        else resolve()
      })
    go(0)
  })

/** Bytes of images that are read in one piece where all of a set are gone through. */
export const PIECE = 4e6

/** The images of a set from the first to the last, at most `bytes` at a time, the next being read meanwhile. */
export async function* inOrder(
  set: ImageSet,
  bytes: number,
): AsyncGenerator<{
  /** Place of the first of them. */
  first: number
  count: number
  images: Uint8Array
}> {
  const length = Math.max(1, Math.floor(bytes / set.size))
  const takeFrom = (first: number) => {
    const count = Math.min(length, set.count - first)
    const images = set.take(Array.from({ length: count }, (_, i) => first + i))
    // Whoever stops early never asks for it; whoever goes on meets its error at the await below.
    images.catch(() => undefined)
    return { first, count, images }
  }
  let next = takeFrom(0)
  while (next.count > 0) {
    const now = { ...next, images: await next.images }
    next = takeFrom(now.first + now.count)
    yield now
  }
}
