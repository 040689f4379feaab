import { basename } from 'node:path'
import { StudioError } from '../../../studio/api'
import { tarBundle } from '../../archives/tar'
import { looseBundle } from '../../archives/loose'
import { zipBundle } from '../../archives/zip'
import type { Bundle, Entry } from '../../archives/bundle'
import { checkCancelled, type Reading } from '../contents'
import type { Source } from '../sources'
import { placesOf, type Place, type Places } from './places'
import { Skipped } from './skipped'

const PICTURE = /\.(png|jpe?g|jfif|bmp|webp)$/i
const ARCHIVE = /\.(zip|tar|tar\.gz|tgz)$/i
/** Larger files are no pictures to learn from. */
const LARGEST = 2 ** 26

export const isPicture = (path: string): boolean => PICTURE.test(path)
export const isArchive = (path: string): boolean => ARCHIVE.test(path)
/** What file managers leave behind. */
const isHidden = (path: string) => path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX')

export const archiveOf = (source: Source): Bundle =>
  /\.zip$/i.test(source.file) ? zipBundle(source) : tarBundle(source)

/** Pictures in folders and archives, known by their names. */
export class Collection {
  readonly skipped = new Skipped()
  private constructor(
    readonly bundles: readonly Bundle[],
    /** What each bundle's paths begin with here. */
    private readonly prefixes: readonly string[],
    /** By path, in their order. */
    readonly pictures: ReadonlyMap<string, Place>,
    readonly places: Places,
  ) {}

  /** Goes through names alone. @throws StudioError when there are no pictures, or an archive is damaged. */
  static async of(sources: readonly Source[], reading: Reading = {}): Promise<Collection> {
    const archives = sources.filter(({ file }) => isArchive(file))
    const loose = sources.filter(({ file }) => !isArchive(file))
    const bundles = [...archives.map(archiveOf), ...(loose.length > 0 ? [looseBundle(loose)] : [])]
    // train.zip and test.zip are what folders train and test are.
    const prefixes = bundles.map(({ file }) =>
      bundles.length > 1 ? `${basename(file).replace(ARCHIVE, '')}/` : '',
    )
    const paths: string[] = []
    const others: string[] = []
    for (const [i, bundle] of bundles.entries())
      for await (const { path } of bundle.entries(reading)) {
        if (isHidden(path)) continue
        const list = isPicture(path) ? paths : others
        list.push(`${prefixes[i]}${path}`)
      }
    if (paths.length === 0)
      throw new StudioError(
        `${bundles[0]?.file ?? 'The choice'} holds no pictures`,
        'Choose PNG, JPEG, BMP or WebP files, a folder of them, or a zip or tar.',
      )
    const places = placesOf(paths)
    const pictures = new Map(paths.map((path, i): [string, Place] => [path, places.at[i] as Place]))
    const collection = new Collection(bundles, prefixes, pictures, places)
    for (const path of others) collection.skipped.add(path, reasonOf(path))
    return collection
  }

  /** The folder the pictures lie in, in words; undefined for archives, and files without a folder. */
  get folder(): string | undefined {
    const [{ file } = { file: '' }, ...others] = this.bundles
    if (others.length > 0 || isArchive(file) || isPicture(file)) return undefined
    return basename(file)
      .match(/[a-z0-9]+/gi)
      ?.join(' ')
      .slice(0, 40)
  }

  /**
   * Bytes of the pictures that are `wanted`, in their order. What cannot be read is skipped, and noted.
   * @throws StudioError when an archive is damaged as a whole, or `signal` is aborted.
   */
  async *read(
    reading: Reading,
    wanted: (path: string, place: Place) => boolean,
  ): AsyncGenerator<{ path: string; place: Place; bytes: Uint8Array }, void> {
    for (const [i, bundle] of this.bundles.entries())
      for await (const entry of bundle.entries(reading)) {
        const path = `${this.prefixes[i]}${entry.path}`
        const place = this.pictures.get(path)
        if (!place || !wanted(path, place)) continue
        const bytes = await this.#bytesOf(entry, path, reading)
        if (bytes) yield { path, place, bytes }
      }
  }

  async #bytesOf(entry: Entry, path: string, { signal }: Reading): Promise<Uint8Array | undefined> {
    if (entry.size > LARGEST) {
      this.skipped.add(path, `larger than ${LARGEST} bytes`)
      return undefined
    }
    return this.attempt(path, signal, () => entry.read())
  }

  /** What `work` gives; a StudioError means that `path` is skipped. @throws StudioError when cancelled */
  async attempt<T>(
    path: string,
    signal: AbortSignal | undefined,
    work: () => T | Promise<T>,
  ): Promise<T | undefined> {
    checkCancelled(signal)
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StudioError)) throw error
      checkCancelled(signal)
      this.skipped.add(path, error.message.split(`${path}: `).pop() ?? error.message)
      return undefined
    }
  }
}

const reasonOf = (path: string) =>
  /\.gif$/i.test(path) ? 'GIF is not read' : 'not a PNG, JPEG, BMP or WebP picture'
