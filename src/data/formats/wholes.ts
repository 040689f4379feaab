/**
 * Joins and cuts pieces of bytes so that each holds whole records of `size` bytes, as many as came at once.
 * @returns what is left at the end: less than a record
 */
export async function* wholes(
  pieces: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array, Uint8Array> {
  let waiting: Uint8Array[] = []
  let length = 0
  for await (const piece of pieces) {
    waiting.push(piece)
    length += piece.length
    if (length < size) continue
    const joined = waiting.length === 1 ? piece : Buffer.concat(waiting)
    const whole = length - (length % size)
    yield joined.subarray(0, whole)
    waiting = whole < length ? [joined.subarray(whole)] : []
    length -= whole
  }
  return Buffer.concat(waiting)
}

/** `pieces` without their first `length` bytes. */
export async function* after(
  pieces: AsyncIterable<Uint8Array>,
  length: number,
): AsyncGenerator<Uint8Array, void> {
  let left = length
  for await (const piece of pieces) {
    if (piece.length > left) yield piece.subarray(left)
    left = Math.max(0, left - piece.length)
  }
}
