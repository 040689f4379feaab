import type { Task } from './settings'

/** What each task is told by, in the order it is shown, the loss first; runs are compared by the `score`. */
export const LOSSES = {
  draw: { names: ['bound', 'lx', 'lz'], score: 'bound' },
  classify: { names: ['loss', 'error'], score: 'error' },
} as const satisfies Record<Task, { names: readonly string[]; score: string }>
export type LossName = (typeof LOSSES)[Task]['names'][number]

export type Unit = 'nats' | '%'
interface LossFacts {
  readonly symbol: string
  readonly unit: Unit
}
export const LOSS_FACTS: Readonly<Record<LossName, LossFacts>> = {
  bound: { symbol: 'L', unit: 'nats' },
  lx: { symbol: 'Lx', unit: 'nats' },
  lz: { symbol: 'Lz', unit: 'nats' },
  /** Cross-entropy after the last glimpse. */
  loss: { symbol: 'Loss', unit: 'nats' },
  /** Share of images given a wrong class, 0…1. */
  error: { symbol: 'Error', unit: '%' },
}

/** Per image. Those of the run's task are there, the others are not. */
export type Losses = Readonly<Partial<Record<LossName, number>>>

/** {@link LOSSES}.score among `losses`, of whichever task. */
export const scoreOf = (losses: Losses): number =>
  Object.values(LOSSES)
    .map(({ score }) => losses[score])
    .find((value) => value !== undefined) ?? NaN

/** A value in its unit: "80.9 nats", "3.4 %". */
export function amount(name: LossName, value: number, digits = 1): string {
  const { unit } = LOSS_FACTS[name]
  if (unit === '%') return `${fixed(100 * value, digits)} %`
  // A classifier's cross-entropy is a number near 1.
  return `${fixed(value, name === 'loss' ? digits + 2 : digits)} nats`
}

/** 6912.34 → "6,912.3", with so many decimals. */
export const fixed = (value: number, digits = 1): string =>
  Number.isFinite(value) ? formatOf(digits).format(value) : String(value)

/** Making one takes longer than writing fifty numbers with it. */
const FORMATS: Intl.NumberFormat[] = []
const formatOf = (digits: number): Intl.NumberFormat =>
  (FORMATS[digits] ??= new Intl.NumberFormat('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }))

/** All of a task's losses in words: "L 100.1 nats (Lx 80.0 nats, Lz 20.1 nats)". */
export function lossWords(losses: Losses, digits = 1): string {
  const words = (Object.keys(LOSS_FACTS) as LossName[]).flatMap((name) => {
    const value = losses[name]
    return value === undefined ? [] : [`${LOSS_FACTS[name].symbol} ${amount(name, value, digits)}`]
  })
  const [first = '', ...others] = words
  return others.length > 0 ? `${first} (${others.join(', ')})` : first
}
