import { InvalidArgumentError } from 'commander'
import type { End, Pick } from '../studio/plan'
import { settingNumber, wholeNumber } from './arguments'

/** Readers of places in the space of z, as src/studio/plan.ts writes them; what they throw ends the command with 2. */

const seed = settingNumber('seed')
const place = wholeNumber(1, 1_000_000)

export const listOf =
  <T>(read: (given: string) => T) =>
  (given: string): T[] =>
    given.split(',').map(read)

/** `1-16`, or `5`, from 1: the first (from 0) and how many. */
export function rangeOf(given: string): { first: number; count: number } {
  const [, from = '', to = from] = /^(\d+)(?:-(\d+))?$/.exec(given) ?? []
  const [first, last] = [Number(from), Number(to)]
  if (from === '' || first < 1 || last < first)
    throw new InvalidArgumentError('Write the first and the last, from 1: 1-16.')
  return { first: first - 1, count: last - first + 1 }
}

/** `1`, `1,5` or `1-8`. */
export const seedsOf = (given: string): number[] =>
  given.split(',').flatMap((part) => {
    if (!part.includes('-')) return [seed(part)]
    const [from = NaN, to = NaN] = part.split('-').map(seed)
    if (to < from || to - from >= 1024)
      throw new InvalidArgumentError('A range goes up, by at most 1024: 1-8.')
    return Array.from({ length: to - from + 1 }, (_, i) => from + i)
  })

/** `SEED:PLACE` or `image:PLACE`, from 1. */
export function endOf(given: string): End {
  const [, of = '', at = ''] = /^(\d+|image):(\d+)$/.exec(given) ?? []
  if (of === '')
    throw new InvalidArgumentError('Write samples as SEED:PLACE and images as image:PLACE: 1:4, image:3.')
  return of === 'image'
    ? { kind: 'image', place: place(at) - 1 }
    : { kind: 'sample', seed: seed(of), index: place(at) - 1 }
}

export function endsOf(given: string): End[] {
  const ends = given.split(',').map(endOf)
  if (ends.length < 2) throw new InvalidArgumentError('A walk has two ends or more: 1:1,1:4.')
  return ends
}

/** `CHECKPOINT:SEED:PLACE`, from 1, by commas. */
export const picksOf = (given: string): Pick[] =>
  given.split(',').map((part) => {
    const [, checkpoint = '', of = '', at = ''] = /^(\d+):(\d+):(\d+)$/.exec(part) ?? []
    if (at === '') throw new InvalidArgumentError('Write them as CHECKPOINT:SEED:PLACE: 5000:1:3.')
    return { checkpoint: Number(checkpoint), seed: seed(of), index: place(at) - 1 }
  })

export function secondsOf(given: string): number {
  const value = Number(given)
  if (!(value >= 0.5 && value <= 60)) throw new InvalidArgumentError('It takes 0.5 to 60 seconds.')
  return value
}
