/** Bytes that come in pieces, taken in the amounts a reader asks for. */
export class Pull {
  /** Bytes taken so far. */
  taken = 0
  private readonly pieces: AsyncIterator<Uint8Array>
  private rest: Uint8Array = new Uint8Array()

  /** @param short what is thrown where the bytes end too early */
  constructor(
    pieces: AsyncIterable<Uint8Array>,
    private readonly short: () => Error,
  ) {
    this.pieces = pieces[Symbol.asyncIterator]()
  }

  /** The next `length` bytes; a copy where they come in several pieces. */
  async take(length: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = []
    for await (const part of this.upTo(length)) parts.push(part)
    return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts)
  }

  /** The next `length` bytes as they come. */
  async *upTo(length: number): AsyncGenerator<Uint8Array, void> {
    let left = length
    while (left > 0) {
      if (this.rest.length === 0 && !(await this.more())) throw this.short()
      const part = this.rest.subarray(0, left)
      this.rest = this.rest.subarray(part.length)
      left -= part.length
      this.taken += part.length
      yield part
    }
  }

  async skip(length: number): Promise<void> {
    for await (const part of this.upTo(length)) if (part.length === 0) break
  }

  /** Goes to the end, so that what is checked there is. */
  async finish(): Promise<void> {
    while (await this.more()) this.rest = new Uint8Array()
  }

  /** Leaves the rest unread. */
  async close(): Promise<void> {
    await this.pieces.return?.()
  }

  private async more(): Promise<boolean> {
    const next = await this.pieces.next()
    if (next.done) return false
    this.rest = next.value
    return true
  }
}
