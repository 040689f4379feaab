/** JSON for a line of `--json`: NaN and infinities as strings, as in a run's log; no image bytes. */
const line = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'number' && !Number.isFinite(part)
      ? String(part)
      : part instanceof Uint8Array
        ? undefined
        : part,
  )

export interface Event {
  readonly event: string
  readonly [field: string]: unknown
}

/** Where a command's results go: words for a person, or with `--json` one object a line. */
export interface Output {
  /** An event, and how a person reads it: words on stdout, with `--json` on stderr. */
  tell(event: Event, words?: string): void
  /** Words that are no result. */
  say(words: string): void
  /** An error: `message` and `remedy` on stderr, with `--json` an event too. */
  fail(message: string, remedy: string): void
  /** One line that is overwritten by the next, where somebody watches. */
  progress(words: string): void
}

export interface Streams {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number }
}

export function createOutput(json: boolean, { stdout, stderr }: Streams): Output {
  let shown = false
  const clear = () => {
    if (shown) stderr.write('\r\x1b[K')
    shown = false
  }
  const words = json ? stderr : stdout
  return {
    tell(event, text) {
      clear()
      if (json) stdout.write(`${line(event)}\n`)
      if (text !== undefined) words.write(`${text}\n`)
    },
    say(text) {
      clear()
      stderr.write(`${text}\n`)
    },
    fail(message, remedy) {
      clear()
      if (json) stdout.write(`${line({ event: 'error', message, remedy })}\n`)
      stderr.write(`error: ${message}\n${remedy && `${remedy}\n`}`)
    },
    progress(text) {
      if (!stderr.isTTY) return
      stderr.write(`\r\x1b[K${text.slice(0, (stderr.columns ?? 80) - 1)}`)
      shown = true
    },
  }
}
