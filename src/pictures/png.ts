import { encode } from 'fast-png'
import type { Raster } from './raster'

/** PNG allows Latin-1 alone in tEXt, and no controls: anything else becomes \u{…}. */
const latin1 = (text: string) =>
  text.replace(/[^\x20-\x7e\xa1-\xff]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)

/** The same raster and text always give the same bytes. */
export const png = (raster: Raster, text: Record<string, string> = {}): Uint8Array =>
  textFirst(
    encode({
      ...raster,
      depth: 8,
      text: Object.fromEntries(Object.entries(text).map(([key, value]) => [key, latin1(value)])),
    }),
  )

const SIGNATURE = 8
/** Length, type and checksum around a chunk's data. */
const AROUND = 12

/** The chunks with all text before the pixels: many readers look no further. */
function textFirst(file: Uint8Array): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const chunks: { type: string; bytes: Uint8Array }[] = []
  for (let at = SIGNATURE; at < file.length;) {
    const length = AROUND + view.getUint32(at)
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8))
    chunks.push({ type, bytes: file.subarray(at, at + length) })
    at += length
  }
  const texts = chunks.filter(({ type }) => type === 'tEXt')
  const [header, ...others] = chunks.filter(({ type }) => type !== 'tEXt')
  const ordered = new Uint8Array(file.length)
  ordered.set(file.subarray(0, SIGNATURE))
  let at = SIGNATURE
  for (const chunk of [header, ...texts, ...others]) {
    if (!chunk) continue
    ordered.set(chunk.bytes, at)
    at += chunk.bytes.length
  }
  return ordered
}
