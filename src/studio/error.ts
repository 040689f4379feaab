/** An error a person can act on: what happened, to which file or setting, and what to do. Crosses processes whole. */
export class StudioError extends Error {
  override readonly name = 'StudioError'
  constructor(
    message: string,
    readonly remedy = '',
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
