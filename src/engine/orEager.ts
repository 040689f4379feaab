/**
 * Looks at a model with compiled graphs, and eagerly from when one cannot be compiled: each is when it is first asked
 * for, and only then it shows.
 */
export class OrEager<M extends { dispose(): void }> {
  private instead: M | undefined

  /** @param onSlower told once, with the reason, when a graph cannot be compiled */
  constructor(
    private readonly compiled: M,
    private readonly eager: () => M,
    private readonly onSlower: (reason: string) => void,
  ) {}

  look<R>(at: (model: M) => R): R {
    if (this.instead) return at(this.instead)
    try {
      return at(this.compiled)
    } catch (error) {
      this.instead = this.eager()
      this.onSlower(error instanceof Error ? error.message : String(error))
      return at(this.instead)
    }
  }

  /** Takes another eager model in the place of the one it has. */
  renew(): void {
    if (!this.instead) return
    this.instead.dispose()
    this.instead = this.eager()
  }

  dispose(): void {
    this.compiled.dispose()
    this.instead?.dispose()
  }
}
