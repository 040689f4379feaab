import { crc32c } from './crc32c'

/** The checksum of a TFRecord: rotated and moved, since a checksum of data with checksums would be weak. */
const masked = (bytes: Uint8Array): number => {
  const crc = crc32c(bytes)
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}

/** TFRecords, each: length (u64), its checksum, data, its checksum; little-endian. */
export function records(all: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + length + 16, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const data of all) {
    view.setBigUint64(at, BigInt(data.length), true)
    view.setUint32(at + 8, masked(bytes.subarray(at, at + 8)), true)
    bytes.set(data, at + 12)
    view.setUint32(at + 12 + data.length, masked(data), true)
    at += data.length + 16
  }
  return bytes
}
