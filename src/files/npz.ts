import { unzipSync } from 'fflate'
import { StudioError } from '../studio/error'
import { readNpy, type NpzArray } from './npy'

/**
 * The arrays of a numpy .npz file (a zip of .npy), by name.
 * @param source what to call the file in errors
 * @param wanted whether an array is read; all are where left out
 * @throws StudioError when the file, or an array in it, is damaged or of a type not read here
 */
export function readNpz(
  bytes: Uint8Array,
  source = 'the .npz file',
  wanted: (name: string) => boolean = () => true,
): Record<string, NpzArray> {
  let files: Record<string, Uint8Array>
  try {
    files = unzipSync(bytes, { filter: ({ name }) => wanted(nameOf(name)) })
  } catch (error) {
    throw damaged(source, `it cannot be unzipped (${words(error)})`, error)
  }
  return Object.fromEntries(Object.entries(files).map(([path, file]) => arrayOf(path, file, source)))
}

function arrayOf(path: string, file: Uint8Array, source: string): [string, NpzArray] {
  const name = nameOf(path)
  try {
    return [name, readNpy(file)]
  } catch (error) {
    throw damaged(source, `array ${name}: ${words(error)}`, error)
  }
}

const nameOf = (path: string) => path.replace(/\.npy$/, '')
const words = (error: unknown) => (error instanceof Error ? error.message : String(error))
const damaged = (source: string, what: string, cause: unknown) =>
  new StudioError(`${source} is not a whole .npz file: ${what}`, 'Make the file, or copy it, again.', {
    cause,
  })
