import type { Evaluation } from '../../../../studio/run'
import type { Split } from '../../../../studio/trainer'

/** Evaluations that may be compared: of one split, in one variant of its data. */
export interface Group {
  readonly split: Split
  readonly variant: string
  /** Newest first. */
  readonly evaluations: readonly Evaluation[]
}

/** @param evaluations oldest first; the group with the newest comes first */
export function grouped(evaluations: readonly Evaluation[]): Group[] {
  const groups = new Map<string, Evaluation[]>()
  for (const evaluation of [...evaluations].reverse()) {
    const key = JSON.stringify([evaluation.split, evaluation.variant])
    groups.set(key, [...(groups.get(key) ?? []), evaluation])
  }
  return [...groups.values()].flatMap((of) => {
    const [first] = of
    return first ? [{ split: first.split, variant: first.variant, evaluations: of }] : []
  })
}

/** One class that was taken for another, and how often. */
export interface Confusion {
  readonly label: number
  readonly taken: number
  readonly images: number
}

/** The `most` commonest mistakes of [K][K] counts, true classes by rows. */
export const worst = (confusion: readonly (readonly number[])[], most: number): Confusion[] =>
  confusion
    .flatMap((row, label) => row.map((images, taken) => ({ label, taken, images })))
    .filter(({ label, taken, images }) => label !== taken && images > 0)
    .sort((a, b) => b.images - a.images)
    .slice(0, most)
