import { appendFileSync, closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { systemError } from '../files/systemError'
import { METRICS } from './layout'
import { encodeEntry, type Entry } from './metrics'

/** metrics.jsonl open for writing. What was appended survives the process; {@link sync} makes it survive a power cut. */
export class MetricsLog {
  private readonly handle: number

  constructor(private readonly folder: string) {
    try {
      this.handle = openSync(join(folder, METRICS), 'a+')
      dropTornLine(this.handle)
    } catch (error) {
      throw this.named(error)
    }
  }

  append(entries: readonly Entry[]): void {
    if (entries.length === 0) return
    try {
      appendFileSync(this.handle, entries.map(encodeEntry).join(''))
    } catch (error) {
      throw this.named(error)
    }
  }

  sync(): void {
    fsyncSync(this.handle)
  }

  close(): void {
    closeSync(this.handle)
  }

  private named(error: unknown): unknown {
    return systemError('write', join(this.folder, METRICS), error)
  }
}

/** A process killed in the middle of a line left it without an end; the next must not be glued to it. */
function dropTornLine(handle: number): void {
  const { size } = fstatSync(handle)
  const block = Buffer.alloc(1 << 16)
  let end = size
  while (end > 0) {
    const begin = Math.max(0, end - block.length)
    const length = readSync(handle, block, 0, end - begin, begin)
    const feed = block.subarray(0, length).lastIndexOf(10)
    if (feed >= 0) {
      end = begin + feed + 1
      break
    }
    end = begin
  }
  if (end < size) ftruncateSync(handle, end)
}
