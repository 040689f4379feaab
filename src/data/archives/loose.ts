import { checkCancelled, type Reading } from '../formats/contents'
import type { Source } from '../formats/sources'
import { joined, type Bundle, type Entry } from './bundle'

/** Files of a folder, in the order of `sources`; paths are what lies below the folder they share. */
export function looseBundle(sources: readonly Source[]): Bundle {
  const split = sources.map(({ file }) => file.split(/[\\/]/))
  const shared = sharedLength(split)
  const file = split[0]?.slice(0, shared).join('/') || (sources[0]?.file ?? '')
  return { file, entries: (reading) => entriesOf(sources, shared, reading) }
}

async function* entriesOf(
  sources: readonly Source[],
  shared: number,
  { signal, onBytes }: Reading = {},
): AsyncGenerator<Entry, void> {
  const read = readingAhead(sources)
  for (const [i, source] of sources.entries()) {
    checkCancelled(signal)
    const { file, size } = source
    const path = file.split(/[\\/]/).slice(shared).join('/')
    yield { path, size, packed: size, pieces: () => source.pieces(), read: () => read(i) }
    onBytes?.(size)
  }
}

/** Small files that are being read while one is worked on: opening them takes longer than reading. */
const AHEAD = 8
const SMALL = 2 ** 18

function readingAhead(sources: readonly Source[]): (place: number) => Promise<Uint8Array> {
  const begun = new Map<number, Promise<Uint8Array>>()
  const begin = (place: number) => {
    const known = begun.get(place)
    if (known) return known
    const reading = joined((sources[place] as Source).pieces())
    // A failure is told when the file is asked for.
    reading.catch(() => undefined)
    begun.set(place, reading)
    return reading
  }
  return (place) => {
    for (const other of begun.keys()) if (other < place) begun.delete(other)
    const reading = begin(place)
    begun.delete(place)
    for (let next = place + 1; next < Math.min(place + AHEAD, sources.length); next++)
      if ((sources[next]?.size ?? SMALL) < SMALL) begin(next)
    return reading
  }
}

/** How many folders all paths begin with. */
function sharedLength(paths: readonly (readonly string[])[]): number {
  const [first = []] = paths
  let shared = first.length - 1
  for (const path of paths) {
    let same = 0
    while (same < shared && same < path.length - 1 && path[same] === first[same]) same++
    shared = same
  }
  return Math.max(0, shared)
}
