import { closeSync, openSync, readSync, promises as fs } from 'node:fs'
import { join } from 'node:path'
import { codeOf, systemError } from '../files/systemError'
import { emptyCurves } from '../studio/curves'
import type { Curves } from '../studio/run'
import { CurvesReader } from './curvesReader'
import { METRICS } from './layout'

/** What is read at once: some 2 ms of work. */
const PIECE = 1 << 18

/** The curves of the run in `folder`. @throws StudioError when its log cannot be read or is damaged */
export function readCurves(folder: string): Curves {
  const file = join(folder, METRICS)
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return emptyCurves()
    throw systemError('read', file, error)
  }
  try {
    const reader = new CurvesReader(file)
    for (let room = PIECE; ;) {
      const bytes = Buffer.allocUnsafe(room)
      const length = readSync(handle, bytes, 0, room, reader.taken)
      const taken = reader.take(bytes.subarray(0, length))
      if (length < room) return reader.curves
      if (taken === 0) room *= 2
    }
  } finally {
    closeSync(handle)
  }
}

/** Bytes before what has been read that must still be there for it to be the same log. */
const REMEMBERED = 256

/** One run's curves, kept: what the log has grown by is read, piece by piece, and nothing twice. */
export class KeptCurves {
  private readonly file: string
  private reader: CurvesReader
  private tail = Buffer.alloc(0)
  private reading: Promise<Curves> = Promise.resolve(emptyCurves())

  constructor(folder: string) {
    this.file = join(folder, METRICS)
    this.reader = new CurvesReader(this.file)
  }

  /** As the log is now. @throws StudioError when it cannot be read or is damaged */
  read(): Promise<Curves> {
    this.reading = this.reading.catch(() => undefined).then(() => this.catchUp())
    return this.reading
  }

  private async catchUp(): Promise<Curves> {
    let handle: fs.FileHandle
    try {
      handle = await fs.open(this.file, 'r')
    } catch (error) {
      this.forget()
      if (codeOf(error) === 'ENOENT') return emptyCurves()
      throw systemError('read', this.file, error)
    }
    try {
      if (!(await this.isSame(handle))) this.forget()
      await this.readOn(handle)
      return this.reader.curves
    } catch (error) {
      this.forget()
      throw error
    } finally {
      await handle.close()
    }
  }

  private async readOn(handle: fs.FileHandle): Promise<void> {
    for (let room = PIECE; ;) {
      const bytes = Buffer.allocUnsafe(room)
      const { bytesRead } = await handle.read(bytes, 0, room, this.reader.taken)
      const taken = this.reader.take(bytes.subarray(0, bytesRead))
      if (taken > 0) this.tail = Buffer.from(bytes.subarray(Math.max(0, taken - REMEMBERED), taken))
      if (bytesRead < room) return
      if (taken === 0) room *= 2
    }
  }

  /** A log only grows; another in its place, or one cut short, is read anew. */
  private async isSame(handle: fs.FileHandle): Promise<boolean> {
    const { tail } = this
    const bytes = Buffer.alloc(tail.length)
    const { bytesRead } = await handle.read(bytes, 0, tail.length, this.reader.taken - tail.length)
    return bytesRead === tail.length && bytes.equals(tail)
  }

  private forget(): void {
    this.reader = new CurvesReader(this.file)
    this.tail = Buffer.alloc(0)
  }
}
