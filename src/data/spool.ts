import fs from 'node:fs/promises'
import { temporaryOf } from '../files/atomic'
import { systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import type { ImageSet } from './dataset'
import { checkCancelled, type Reading } from './formats/contents'
import type { Stream } from './formats/format'
import { onDisk } from './imageSets'

/** Images as they come from their files, kept on disk until all of them have and can be put in order. */
export interface Spool {
  /** Reads a stream of images of `size` values to its end. @throws StudioError */
  take(stream: Stream, size: number, reading: Reading): Promise<ImageSet>
  /** Values all images have, at most three being of interest: 0, 1 and 255. */
  values(): { readonly zero: boolean; readonly one: boolean; readonly full: boolean; readonly other: boolean }
  /** Nothing that was taken can be asked for any more. */
  remove(): Promise<void>
}

/** A spool in `folder`; {@link import('../files/atomic').sweep} removes one that was left by a crash. */
export async function openSpool(folder: string): Promise<Spool> {
  const file = temporaryOf(`${folder}/import`)
  const handle = await fs.open(file, 'wx+').catch((error: unknown) => {
    throw systemError('write', file, error)
  })
  let length = 0
  const used = { zero: false, one: false, full: false, other: false }
  return {
    async take(stream, size, reading) {
      const begin = length
      const labels = new Growing()
      for await (const portion of stream.read(reading)) {
        checkCancelled(reading.signal)
        const { images } = portion
        if (images.length % size !== 0) throw new RangeError(`${images.length} values are not whole images`)
        look(images, used)
        try {
          await writeAll(handle, images, length)
        } catch (error) {
          throw systemError('write', file, error)
        }
        length += images.length
        if (portion.labels) labels.add(portion.labels)
      }
      const count = (length - begin) / size
      if (labels.length > 0 && labels.length !== count)
        throw new RangeError(`${labels.length} labels came with ${count} images`)
      if (stream.count !== undefined && stream.count !== count)
        throw new StudioError(
          `${count} images came, where ${stream.count} are expected`,
          'Copy the files again.',
        )
      return onDisk({ handle, file, begin }, count, size, labels.length > 0 ? labels.all() : undefined)
    },
    values: () => used,
    async remove() {
      await handle.close()
      await fs.rm(file, { force: true })
    },
  }
}

/** Once grey is seen, nothing is left to learn. */
function look(
  images: Uint8Array,
  used: { zero: boolean; one: boolean; full: boolean; other: boolean },
): void {
  for (let i = 0; i < images.length && !used.other; i++) {
    const value = images[i]
    if (value === 0) used.zero = true
    else if (value === 255) used.full = true
    else if (value === 1) used.one = true
    else used.other = true
  }
}

async function writeAll(handle: fs.FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let at = 0
  while (at < bytes.length)
    at += (await handle.write(bytes, at, bytes.length - at, position + at)).bytesWritten
}

/** Bytes of which it is not known how many will come. */
class Growing {
  length = 0
  private bytes = new Uint8Array(2 ** 16)

  add(more: Uint8Array): void {
    if (this.length + more.length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.length + more.length, 2 * this.bytes.length))
      grown.set(this.all())
      this.bytes = grown
    }
    this.bytes.set(more, this.length)
    this.length += more.length
  }

  all = (): Uint8Array => this.bytes.subarray(0, this.length)
}
