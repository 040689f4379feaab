import type { Checkpoint } from '../../../studio/run'
import type { CheckpointChoice } from '../../../studio/trainer'

export const MOST_SAMPLES = 4096
export const LAST_SEED = 2_147_483_647
/** Seeds shown side by side. */
const MOST_SEEDS = 64
/** Images of a split that are read at once. */
export const PAGE = 48

/** A whole number from `least` to `most`, or undefined. */
export function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = text.trim() === '' ? NaN : Number(text)
  return Number.isInteger(value) && value >= least && value <= most ? value : undefined
}

/** `1`, `1, 5` or `1-8`; undefined where it is none of these, or too many. */
export function seedsOf(text: string): number[] | undefined {
  const seeds = text.split(',').flatMap((part) => {
    const [from, to = from] = part.split(/[-–]/).map((end) => wholeNumber(end, 0, LAST_SEED))
    if (from === undefined || to === undefined || to < from || to - from >= MOST_SEEDS) return [undefined]
    return Array.from({ length: to - from + 1 }, (_, i) => from + i)
  })
  const whole = seeds.filter((seed) => seed !== undefined)
  return whole.length === seeds.length && whole.length <= MOST_SEEDS ? whole : undefined
}

/** The step that is meant; undefined where there is none. The best is the newest where none was validated. */
export function stepOf(checkpoints: readonly Checkpoint[], choice: CheckpointChoice): number | undefined {
  if (typeof choice === 'number') return checkpoints.some(({ step }) => step === choice) ? choice : undefined
  const best = choice === 'best' ? checkpoints.find((checkpoint) => checkpoint.best) : undefined
  return best?.step ?? (checkpoints.length > 0 ? Math.max(...checkpoints.map(({ step }) => step)) : undefined)
}

/** `many` of them spread evenly, the first and the last among them. */
export const evenly = <T>(all: readonly T[], many: number): T[] =>
  all.length <= many
    ? [...all]
    : Array.from({ length: many }, (_, i) => all[Math.round((i * (all.length - 1)) / (many - 1))] as T)
