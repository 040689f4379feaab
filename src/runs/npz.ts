import { unzipSync, zipSync } from 'fflate'
import { StudioError } from '../studio/api'
import { readNpy, writeNpy, type NpzArray } from '../files/npy'

export type { Dtype, NpzArray } from '../files/npy'

/**
 * The arrays of a numpy .npz file (a zip of .npy), by name.
 * @param source what to call the file in errors
 * @throws StudioError when the file, or an array in it, is damaged or of a type not read here
 */
export function readNpz(bytes: Uint8Array, source = 'the .npz file'): Record<string, NpzArray> {
  let files: Record<string, Uint8Array>
  try {
    files = unzipSync(bytes)
  } catch (error) {
    throw damaged(source, `it cannot be unzipped (${words(error)})`, error)
  }
  return Object.fromEntries(
    Object.entries(files).map(([path, file]) => {
      const name = path.replace(/\.npy$/, '')
      try {
        return [name, readNpy(file)]
      } catch (error) {
        throw damaged(source, `array ${name}: ${words(error)}`, error)
      }
    }),
  )
}

/** `arrays` as numpy.load reads them. @throws RangeError when data and shape of one disagree */
export const writeNpz = (arrays: Readonly<Record<string, NpzArray>>): Uint8Array =>
  zipSync(
    Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, writeNpy(array)])),
    // The zip format cannot date a file earlier; a fixed date makes equal arrays equal files.
    { level: 6, mtime: '1980-01-02T00:00:00' },
  )

const words = (error: unknown) => (error instanceof Error ? error.message : String(error))
const damaged = (source: string, what: string, cause: unknown) =>
  new StudioError(`${source} is not a whole .npz file: ${what}`, 'Make the file, or copy it, again.', {
    cause,
  })
