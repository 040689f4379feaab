export interface Parity {
  /** Loss before each update, nats per image. */
  readonly losses: readonly number[]
  readonly reference: readonly number[]
  /** Greatest |loss − reference| / |reference|. */
  readonly max_relative: number
}

export const compared = (losses: readonly number[], reference: readonly number[]): Parity => ({
  losses,
  reference,
  max_relative: Math.max(...losses.map((loss, i) => Math.abs(loss / (reference[i] ?? NaN) - 1))),
})
