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
  for (const source of sources) {
    checkCancelled(signal)
    const { file, size } = source
    const path = file.split(/[\\/]/).slice(shared).join('/')
    yield { path, size, packed: size, pieces: () => source.pieces(), read: () => joined(source.pieces()) }
    onBytes?.(size)
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
