import { StudioError } from '../../../studio/api'
import { pictureChoicesSchema, type PictureChoices } from '../../../studio/pictures'
import type { InspectResult } from '../../../studio/trainer'
import { SPLITS, type SplitName } from '../../dataset'
import { archiveOf, Collection, isArchive, isPicture } from './collection'
import { decode } from './decode'
import { fitted } from './fit'
import { survey } from './survey'
import { checkCancelled, type Reading } from '../contents'
import type { Claim, Format, Opened, Portion, Stream } from '../format'
import type { Source } from '../sources'

/** Entries of an archive that are looked at for a picture. */
const PEEKED = 1000
/** Bytes of images that are handed on at once. */
const PORTION = 2 ** 22

/** Folders, zips and tars of PNG, JPEG, BMP and WebP pictures of any size. */
export const pictures: Format = {
  id: 'pictures',
  title: 'pictures (PNG, JPEG, BMP, WebP)',
  nested: true,
  yields: true,
  async recognise(sources) {
    const claims: Claim[] = []
    for (const source of sources)
      if (isPicture(source.file) || (isArchive(source.file) && (await holdsPictures(source))))
        claims.push({ source, content: 'pictures' })
    return claims
  },
  inspect,
  async open(claims, name, choices, reading) {
    const collection = await Collection.of(
      claims.map(({ source }) => source),
      reading,
    )
    const parsed = pictureChoicesSchema.partial().safeParse(choices)
    if (!parsed.success)
      throw new StudioError(
        `${name}: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
        'Choose a height and width of 4 to 256 pixels, grey or colour, crop or letterbox.',
      )
    const given = pictureChoicesSchema.safeParse({ fit: 'crop', ...parsed.data })
    const chosen = given.success
      ? given.data
      : { ...(await survey(collection, reading)).choices, ...defined(parsed.data) }
    return opened(collection, chosen)
  },
}

async function inspect(
  claims: readonly Claim[],
  name: string,
  { signal, onBytes }: Reading,
): Promise<InspectResult> {
  const collection = await Collection.of(
    claims.map(({ source }) => source),
    { signal },
  )
  const { sizes, choices, samples } = await survey(collection, { signal, onBytes })
  if (sizes.length === 0) throw unreadable(collection, 'pictures')
  const { classes = [], note } = collection.places
  const counted = (split: SplitName) =>
    [...collection.pictures].filter(
      ([path, place]) => (place.split ?? 'train') === split && !collection.skipped.has(path),
    ).length
  return {
    inspection: {
      title: collection.folder ?? name,
      counts: [counted('train'), counted('validation'), counted('test')],
      classes: [...classes],
      sizes: sizes.slice(0, SHOWN_SIZES),
      sizeCount: sizes.length,
      notes: [...(note ? [note] : []), ...collection.skipped.notes()],
      choices,
    },
    samples,
  }
}

/** Sizes that are told of. */
const SHOWN_SIZES = 8

/** Without what was left out: an undefined would hide a default. */
const defined = (choices: { [K in keyof PictureChoices]?: PictureChoices[K] | undefined }) =>
  Object.fromEntries(
    Object.entries(choices).filter(([, value]) => value !== undefined),
  ) as Partial<PictureChoices>

async function holdsPictures(source: Source): Promise<boolean> {
  let looked = 0
  for await (const { path } of archiveOf(source).entries()) {
    if (isPicture(path)) return true
    if (++looked === PEEKED) break
  }
  return false
}

function opened(collection: Collection, choices: PictureChoices): Opened {
  const { classes, note } = collection.places
  const splits = new Set([...collection.pictures.values()].map(({ split }) => split ?? 'train'))
  const labels = classes && new Map(classes.map((name, label) => [name, label]))
  const streamOf = (split: SplitName): Stream => ({
    count: undefined,
    read: (reading) => portions(collection, split, splits.size, choices, labels, reading),
  })
  const title = collection.folder
  return {
    ...(title !== undefined && { title }),
    channels: choices.colour === 'grey' ? 1 : 3,
    height: choices.height,
    width: choices.width,
    ...(classes && { classes }),
    splits: Object.fromEntries(
      SPLITS.filter((split) => splits.has(split)).map((split) => [split, streamOf(split)]),
    ),
    get notes() {
      return [...(note ? [note] : []), ...collection.skipped.notes()]
    },
  }
}

/** The pictures of `split`. An archive is gone through once for each of `passes` splits. */
async function* portions(
  collection: Collection,
  split: SplitName,
  passes: number,
  choices: PictureChoices,
  labels: ReadonlyMap<string, number> | undefined,
  { signal, onBytes }: Reading,
): AsyncGenerator<Portion, void> {
  const size = choices.height * choices.width * (choices.colour === 'grey' ? 1 : 3)
  const most = Math.max(1, Math.floor(PORTION / size))
  let images = new Uint8Array(most * size)
  let classes = new Uint8Array(most)
  let held = 0
  let count = 0
  const portion = (): Portion => ({
    images: images.subarray(0, held * size),
    ...(labels && { labels: classes.subarray(0, held) }),
  })
  const reading = { signal, onBytes: onBytes && ((more: number) => onBytes(more / passes)) }
  for await (const { path, place, bytes } of collection.read(
    reading,
    (_, place) => (place.split ?? 'train') === split,
  )) {
    const image = await collection.attempt(path, signal, () => fitted(decode(bytes), choices))
    if (!image) continue
    images.set(image, held * size)
    classes[held++] = labels?.get(place.folder) ?? 0
    count++
    if (held < most) continue
    yield portion()
    images = new Uint8Array(most * size)
    classes = new Uint8Array(most)
    held = 0
  }
  checkCancelled(signal)
  if (held > 0) yield portion()
  if (count === 0) throw unreadable(collection, `pictures for ${split}`)
}

const unreadable = ({ bundles, skipped }: Collection, what: string) =>
  new StudioError(
    `${bundles[0]?.file ?? 'The choice'}: none of the ${what} can be read. ${skipped.notes()[0] ?? ''}`,
    'Check the files, or choose others.',
  )
