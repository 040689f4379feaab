/** Files that were left out, each once, and why. */
export class Skipped {
  readonly #reasons = new Map<string, string>()

  add(path: string, reason: string): void {
    if (!this.#reasons.has(path)) this.#reasons.set(path, reason)
  }

  has(path: string): boolean {
    return this.#reasons.has(path)
  }

  /** One note a reason: "Left out 2 pictures: it is damaged (a/1.png, a/2.png)." */
  notes(): string[] {
    const byReason = new Map<string, string[]>()
    for (const [path, reason] of this.#reasons) {
      const paths = byReason.get(reason)
      if (paths) paths.push(path)
      else byReason.set(reason, [path])
    }
    return [...byReason].map(([reason, paths]) => {
      const more = paths.length > NAMED ? ` and ${(paths.length - NAMED).toLocaleString('en')} more` : ''
      const files = paths.length === 1 ? 'file' : 'files'
      return `Left out ${paths.length.toLocaleString('en')} ${files}: ${reason} (${paths.slice(0, NAMED).join(', ')}${more}).`
    })
  }
}

/** Most files a note names. */
const NAMED = 3
