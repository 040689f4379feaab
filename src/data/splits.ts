import { permutation } from '../random/generator'
import { StudioError } from '../studio/api'
import { SPLITS, type ImageSet, type SplitName } from './dataset'
import { chosen } from './imageSets'

/** The split of a set that came without one; fixed, so that the same files always give the same data set. */
const SEED = 1

/**
 * Train, validation and test from what was given. What is missing is taken out of the training images: a sixth for
 * test, then a sixth of the rest for validation, chosen by a fixed seed, no image in two splits. MNIST's 60,000 are
 * parted as everyone parts them: the last 10,000 are for validation.
 * @param given a single one counts as training images
 * @param notes told what was taken from where
 * @throws StudioError when there is too little.
 */
export function splitsOf(
  given: Readonly<Partial<Record<SplitName, ImageSet>>>,
  like: 'mnist' | 'random',
  file: string,
  notes: string[],
): Record<SplitName, ImageSet> {
  const only = Object.values(given)
  const whole = given.train ?? (only.length === 1 ? only[0] : undefined)
  if (!whole)
    throw new StudioError(`${file} comes without training images`, 'Add the file of training images.')
  const parts = given.train ? { ...given } : {}
  if (parts.validation && parts.test) return { train: whole, validation: parts.validation, test: parts.test }

  const { count } = whole
  const inOrder = like === 'mnist' && count === 60_000 && parts.test?.count === 10_000
  const order = inOrder ? Uint32Array.from({ length: count }, (_, i) => i) : permutation(count, SEED, 'split')
  let left = count
  for (const split of ['test', 'validation'] as const) {
    if (parts[split]) continue
    const taken = Math.max(1, Math.round(left / 6))
    left -= taken
    if (left < 1)
      throw new StudioError(`${file} holds ${count} images; at least 3 are needed`, 'Choose a larger set.')
    parts[split] = pick(whole, order.subarray(left, left + taken))
    notes.push(
      inOrder
        ? `The last ${words(taken)} of ${words(count)} training images are for validation.`
        : `${words(taken)} of ${words(count)} images, chosen at random (always the same ones), are for ${split}.`,
    )
  }
  return { validation: whole, test: whole, ...parts, train: pick(whole, order.subarray(0, left)) }
}

/** The images at `places` in the order they have in the set, so that a file is read from its beginning to its end. */
const pick = (set: ImageSet, places: Uint32Array): ImageSet => chosen(set, places.slice().sort())

/** Fewest images that a network learns from, and that a bound is measured on, without a note. */
const FEWEST: Readonly<Record<SplitName, number>> = { train: 10, validation: 2, test: 2 }

/** A note where splits are so small that results say nothing. */
export function tooFew(splits: Readonly<Record<SplitName, ImageSet>>): string[] {
  const small = SPLITS.filter((split) => splits[split].count < FEWEST[split])
  if (small.length === 0) return []
  const counts = small.map((split) => inWords(split, splits[split].count)).join(', ')
  return [
    `A very small set: only ${counts}. What a network learns from it, or is measured on it, says little.`,
  ]
}

const words = (count: number) => count.toLocaleString('en')

/** How many images each split has, for a note: "50,000 for training, …". */
export const wordsOf = (splits: Readonly<Record<SplitName, ImageSet>>): string =>
  SPLITS.map((split) => inWords(split, splits[split].count)).join(', ')

const inWords = (split: SplitName, count: number) =>
  `${words(count)} for ${split === 'train' ? 'training' : split}`
