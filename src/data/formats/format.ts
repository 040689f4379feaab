import type { InspectResult } from '../../studio/trainer'
import type { SplitName } from '../dataset'
import type { Reading } from './contents'
import type { Source } from './sources'

/** Most values of one image, so that a few fit into memory: 4096 × 4096 in grey. */
export const IMAGE_LIMIT = 2 ** 24

/** Some images of a split, in their order: as many as come at once, a few MB at most. */
export interface Portion {
  /** Whole images, [n, C, H, W], 0…255, or 0 and 1 where these are the only values of the set. */
  readonly images: Uint8Array
  /** [n], classes counted from 0: in every portion of a split or in none. */
  readonly labels?: Uint8Array
}

/** The images of one split, read from the first to the last. */
export interface Stream {
  /** How many images it holds, where that is known before they are read. */
  readonly count: number | undefined
  /** @throws StudioError naming the file, what was expected and what was found; or that it was cancelled. */
  read(reading: Reading): AsyncIterable<Portion>
}

/** A data set about to be read. */
export interface Opened {
  /** What the set is called, where its files' names do not tell. */
  readonly title?: string
  readonly channels: number
  readonly height: number
  readonly width: number
  /** Names of the classes that labels count from 0. */
  readonly classes?: readonly string[]
  /** A single one counts as the training images. */
  readonly splits: Readonly<Partial<Record<SplitName, Stream>>>
  /** How training images are parted where no others are given: at random (the default) or the last for validation. */
  readonly undividedIs?: 'random' | 'mnist'
  /** What a person should know; complete once all streams have been read. */
  readonly notes: readonly string[]
}

/** A source that a format reads. */
export interface Claim {
  readonly source: Source
  /** The split its name speaks of. */
  readonly split?: SplitName
  /** What the format takes it for, in its own words: `images`, `labels`. */
  readonly content: string
  /** Files beside it of the same family are of the same set: its name without what differs among them. */
  readonly family?: string
}

/** What a person chose in a preview; a format takes what concerns it. */
export type Choices = Readonly<Record<string, unknown>>

/**
 * One way that images are kept in files. Formats are asked in the order of their list; a source belongs to the first
 * that claims it.
 */
export interface Format {
  readonly id: string
  /** What people call it: "IDX". */
  readonly title: string
  /**
   * Its files may lie in several folders and be one set, as pictures in `train/cat` and `train/dog` are; two folders
   * of IDX files are two sets, and refused.
   */
  readonly nested?: boolean
  /** Beside files of another format its own are left out, as `logo.png` in a folder of IDX files is. */
  readonly yields?: boolean
  /** Those of `sources` that this format reads, judged by names and first bytes; none if it reads none. */
  recognise(sources: readonly Source[]): Promise<readonly Claim[]>
  /** What this format misses in a source that none claims, where its name speaks of this one. */
  misses?(source: Source): string | undefined
  /**
   * Reads headers, so that sizes are known; images are read by the streams.
   * @param name what errors and notes call the set
   * @param reading its `signal` is heeded where headers take long to find
   * @throws StudioError naming the file, what was expected and what was found.
   */
  open(claims: readonly Claim[], name: string, choices: Choices, reading?: Reading): Promise<Opened>
  /** Where there is something to choose: looks at all of it, before it is imported. @throws StudioError */
  inspect?(claims: readonly Claim[], name: string, reading: Reading): Promise<InspectResult>
}
