/**
 * The GIF with a comment extension (GIF89a §24) after its global colours, where readers look first.
 * The comment is written as UTF-8; the specification says 7-bit ASCII, which it is for ASCII text.
 */
export function withComment(gif: Uint8Array, comment: string): Uint8Array {
  const text = new TextEncoder().encode(comment)
  const block = [0x21, 0xfe]
  for (let at = 0; at < text.length; at += 255) {
    const part = text.subarray(at, at + 255)
    block.push(part.length, ...part)
  }
  block.push(0)
  // Header and logical screen descriptor take 13 bytes; the low bits of the tenth size the colour table.
  const colours = 13 + 3 * 2 ** (((gif[10] as number) & 7) + 1)
  const out = new Uint8Array(gif.length + block.length)
  out.set(gif.subarray(0, colours))
  out.set(block, colours)
  out.set(gif.subarray(colours), colours + block.length)
  return out
}
