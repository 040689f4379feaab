import type { File as Hdf5File } from 'h5wasm/node'

/** An HDF5 file whose objects are also found by their address, as MATLAB's references name them. */
export interface MatFile {
  /** A dataset's numbers; what it refers to where it holds references. @throws Error */
  numbers(path: string): number[]
  /** Paths a dataset of references refers to. @throws Error */
  targets(path: string): string[]
  close(): void
}

/** Where MATLAB keeps all that is referred to. */
const REFERRED = '/#refs#'
/** H5T_class_t */
const [INTEGER, FLOAT, REFERENCE] = [0, 1, 7]

/**
 * Opens a MATLAB v7.3 file. HDF5 itself seeks the name of what a reference means through the whole file, each time;
 * the names are looked up once instead.
 * @throws Error when it is no HDF5 file
 */
export async function openMatFile(path: string): Promise<MatFile> {
  const { default: h5wasm } = await import('h5wasm/node')
  const hdf5 = await h5wasm.ready
  // Errors would be printed else.
  hdf5.activate_throwing_error_handler()
  const file: Hdf5File = new h5wasm.File(path, 'r')
  if (file.file_id < 0n) throw new Error('it is no HDF5 file (MATLAB v7.3)')
  const { file_id } = file
  const names = new Map<bigint, string>()
  for (const name of hdf5.get_names(file_id, REFERRED, false))
    names.set(
      addressIn(Uint8Array.from(hdf5.create_object_reference(file_id, `${REFERRED}/${name}`)), 0),
      `${REFERRED}/${name}`,
    )

  /** A dataset's bytes, and what they are. */
  const read = (path: string) => {
    const { type, size, total_size } = hdf5.get_dataset_metadata(file_id, path)
    const length = size * total_size
    const begin = hdf5._malloc(length)
    try {
      hdf5.get_dataset_data(file_id, path, null, null, null, BigInt(begin))
      return { bytes: hdf5.HEAPU8.slice(begin, begin + length), type, size }
    } finally {
      hdf5._free(begin)
    }
  }
  const targetsOf = (bytes: Uint8Array) =>
    Array.from({ length: bytes.length / 8 }, (_, i) => {
      const target = names.get(addressIn(bytes, 8 * i))
      if (target === undefined) throw new Error('a reference leads nowhere')
      return target
    })
  const numbers = (path: string): number[] => {
    const { bytes, type, size } = read(path)
    if (type === REFERENCE) return targetsOf(bytes).flatMap(numbers)
    // As MATLAB writes them: doubles, and characters of 16 bits.
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    if (type === FLOAT && size === 8)
      return Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(8 * i, true))
    if (type === INTEGER && size === 2)
      return Array.from({ length: bytes.length / 2 }, (_, i) => view.getUint16(2 * i, true))
    throw new Error(`${path} holds neither doubles nor characters`)
  }
  return {
    numbers,
    targets(path) {
      const { bytes, type } = read(path)
      if (type !== REFERENCE) throw new Error(`${path} should hold references`)
      return targetsOf(bytes)
    },
    close: () => void file.close(),
  }
}

function addressIn(bytes: Uint8Array, at: number): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(at, true)
}
