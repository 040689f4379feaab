import type { StudioError } from '../studio/api'
import type { DatasetCard } from '../studio/requests/data'
import { SPLITS, type SplitName } from './dataset'
import { KNOWN_SETS, type KnownSet } from './known'
import { STROKES_PROVENANCE, THUMBNAILS, type Library } from './library'
import type { Stored } from './stored'
import { strokeImages, STROKES_CLASSES, STROKES_COUNTS } from './strokes/strokes'
import { SIDE } from './strokes/pen'

/** A card for every data set there is to choose: Strokes, the known ones here or not, then those imported. */
export async function catalogue(library: Library): Promise<DatasetCard[]> {
  const stored = await library.list()
  const own = stored.filter(({ id }) => id !== 'strokes' && !KNOWN_SETS.some((set) => set.id === id))
  return [
    strokesCard(),
    ...KNOWN_SETS.map((set) => {
      const here = stored.find(({ id }) => id === set.id)
      return here && !('error' in here) ? storedCard(here) : knownCard(set, here?.error)
    }),
    ...own.map((set) => ('error' in set ? damagedCard(set.id, set.error) : storedCard(set))),
  ]
}

const countsOf = (counts: Readonly<Record<SplitName, number>>) =>
  SPLITS.map((split) => counts[split]) as DatasetCard['counts']

function strokesCard(): DatasetCard {
  const { about, licence, source } = STROKES_PROVENANCE
  return {
    id: 'strokes',
    title: 'Strokes',
    about,
    kind: 'grey',
    channels: 1,
    height: SIDE,
    width: SIDE,
    counts: countsOf(STROKES_COUNTS),
    classes: STROKES_CLASSES,
    licence,
    source,
    state: 'here',
    thumbnails: strokeImages('train', THUMBNAILS).images,
  }
}

const storedCard = (stored: Stored): DatasetCard => ({
  id: stored.id,
  title: stored.title,
  about: stored.about,
  kind: stored.kind,
  channels: stored.channels,
  height: stored.height,
  width: stored.width,
  counts: countsOf(stored.counts),
  classes: stored.classes ?? [],
  licence: stored.licence,
  source: stored.source,
  state: 'here',
  thumbnails: stored.thumbnails,
})

const knownCard = (set: KnownSet, error?: StudioError): DatasetCard => ({
  id: set.id,
  title: set.title,
  about: error ? `${error.message}. ${error.remedy}` : set.about,
  kind: set.kind,
  channels: set.channels,
  height: set.height,
  width: set.width,
  counts: countsOf(set.counts),
  classes: set.classes ?? [],
  licence: set.licence,
  source: set.source,
  state: 'downloadable',
  downloadBytes: set.files.reduce((sum, { bytes }) => sum + bytes, 0),
})

/** Its size is lost with its header; what can be said is what to do. */
const damagedCard = (id: string, error: StudioError): DatasetCard => ({
  id,
  title: id,
  about: `${error.message}. ${error.remedy}`,
  kind: 'grey',
  channels: 1,
  height: 0,
  width: 0,
  counts: [0, 0, 0],
  classes: [],
  licence: '',
  source: '',
  state: 'import',
})
