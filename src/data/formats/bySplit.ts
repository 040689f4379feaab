import { StudioError } from '../../studio/api'
import type { SplitName } from '../dataset'
import type { Claim } from './format'

/** One claim a split; a name that speaks of none is of the training images. @throws StudioError when two are of one */
export function bySplit(claims: readonly Claim[]): Map<SplitName, Claim> {
  const found = new Map<SplitName, Claim>()
  for (const claim of claims) {
    const split = claim.split ?? 'train'
    const other = found.get(split)
    if (other)
      throw new StudioError(
        `${other.source.file} and ${claim.source.file} both hold ${claim.content} for ${split}`,
        'Import one data set at a time. Names with train, valid, test or t10k say which is which.',
      )
    found.set(split, claim)
  }
  return found
}
