import { basename } from 'node:path'
import { NPY_START, npyDataBegin, npyHeader, type NpyHeader } from '../../files/npyHeader'
import { StudioError } from '../../studio/api'
import { zipBundle } from '../archives/zip'
import { raw, type Reading } from './contents'
import { Pull } from './pull'
import type { Source } from './sources'

/** An array of a .npy file, or of one in a .npz. */
export interface NpyArray extends NpyHeader {
  /** What errors call it. */
  readonly file: string
  /** Its name in the .npz, or the name of its file. */
  readonly name: string
  /** Bytes of one number. */
  readonly itemSize: number
  /** Its numbers as they lie there. @throws StudioError when they are more or fewer than its shape says */
  read(reading: Reading): AsyncGenerator<Uint8Array, void>
}

/** Header bytes at most: numpy itself refuses longer ones. */
const HEADER_LIMIT = 65_536

/** The arrays of a .npy or .npz file, without their numbers. @throws StudioError when it is not one, or damaged */
export async function npyArrays(source: Source): Promise<NpyArray[]> {
  if (!/\.npz$/i.test(source.file)) {
    const name = basename(source.file).replace(/\.npy$/i, '')
    const pieces = (reading: Reading) => raw(source, reading)
    return [await arrayOf(source.file, name, source.size, pieces({}), pieces)]
  }
  const arrays: NpyArray[] = []
  for await (const { path, size, pieces } of zipBundle(source).entries()) {
    if (!path.endsWith('.npy')) continue
    const name = path.slice(0, -'.npy'.length)
    // Headers are read in one pass over the file, numbers each in a pass of their own.
    const numbers = (reading: Reading) => entryOf(source, path, reading)
    arrays.push(await arrayOf(`${source.file}, ${name}`, name, size, pieces(), numbers))
  }
  return arrays
}

async function* entryOf(
  source: Source,
  wanted: string,
  { signal, onBytes }: Reading,
): AsyncGenerator<Uint8Array, void> {
  for await (const { path, size, packed, pieces } of zipBundle(source).entries({ signal })) {
    if (path !== wanted) continue
    for await (const piece of pieces()) {
      yield piece
      onBytes?.((piece.length * packed) / size)
    }
    return
  }
}

async function arrayOf(
  file: string,
  name: string,
  size: number,
  start: AsyncIterable<Uint8Array>,
  pieces: (reading: Reading) => AsyncIterable<Uint8Array>,
): Promise<NpyArray> {
  const wrong = (what: string, cause?: unknown) =>
    new StudioError(`${file} is not a whole .npy array: ${what}`, 'Make the file, or copy it, again.', {
      cause,
    })
  const cutShort = () => wrong(`it ends in its header, after ${size} bytes`)
  const pull = new Pull(start, cutShort)
  let begin
  let header
  try {
    const first = await pull.take(NPY_START)
    begin = npyDataBegin(first)
    if (begin > HEADER_LIMIT) throw wrong(`its header claims ${begin} bytes`)
    header = npyHeader(Buffer.concat([first, await pull.take(begin - NPY_START)]))
  } catch (error) {
    throw error instanceof TypeError ? wrong(error.message, error) : error
  } finally {
    await pull.close()
  }
  const { descr, shape } = header
  // Of other types than numbers, such as text, sizes are not looked at: they are left out.
  const itemSize = Number(/^.[biufc](\d+)$/.exec(descr)?.[1] ?? 0)
  const expected = begin + shape.reduce((a, b) => a * b, itemSize)
  if (itemSize > 0 && size !== expected)
    throw wrong(
      `its shape (${shape.join(', ')}) of ${descr} and a header make ${expected} bytes, ${size} are there`,
    )
  return {
    ...header,
    ...{ file, name, itemSize },
    async *read(reading) {
      const numbers = new Pull(pieces(reading), cutShort)
      try {
        await numbers.skip(begin)
        yield* numbers.upTo(expected - begin)
        await numbers.finish()
      } finally {
        await numbers.close()
      }
    },
  }
}

/** The one array of `candidates`, or the one of them called so. @throws StudioError when several may be meant */
export function onlyArray(
  candidates: readonly NpyArray[],
  called: RegExp,
  what: string,
): NpyArray | undefined {
  const named = candidates.filter(({ name }) => called.test(name))
  const [first, ...others] = named.length > 0 ? named : candidates
  if (others.length === 0) return first
  throw new StudioError(
    `${[first, ...others].map((array) => array?.file).join(' and ')} may both be the ${what}`,
    'Save the one that is meant to a file of its own.',
  )
}

/** Reads whole numbers of any width and order, or floats, from the bytes of an array; undefined for other types. */
export function numberReader(descr: string): ((bytes: Uint8Array) => ArrayLike<number>) | undefined {
  const [, order, kind, size] = /^([<>|=])([a-z])(\d+)$/.exec(descr) ?? []
  const get = GETTERS[`${kind}${size}`]
  if (!get) return undefined
  const [bytes, at] = get
  const little = order !== '>'
  return (data) => {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
    return Float64Array.from({ length: data.length / bytes }, (_, i) => at(view, i * bytes, little))
  }
}

type Getter = readonly [bytes: number, get: (view: DataView, at: number, little: boolean) => number]
const GETTERS: Readonly<Record<string, Getter>> = {
  b1: [1, (view, at) => view.getUint8(at)],
  u1: [1, (view, at) => view.getUint8(at)],
  i1: [1, (view, at) => view.getInt8(at)],
  u2: [2, (view, at, little) => view.getUint16(at, little)],
  i2: [2, (view, at, little) => view.getInt16(at, little)],
  u4: [4, (view, at, little) => view.getUint32(at, little)],
  i4: [4, (view, at, little) => view.getInt32(at, little)],
  u8: [8, (view, at, little) => Number(view.getBigUint64(at, little))],
  i8: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
  f4: [4, (view, at, little) => view.getFloat32(at, little)],
  f8: [8, (view, at, little) => view.getFloat64(at, little)],
}
