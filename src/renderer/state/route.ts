/** The five places, and what the program has to say of itself. */
export const PLACES = [
  'new',
  'watch',
  'runs',
  'gallery',
  'lab',
  'preferences',
  'help',
  'log',
  'about',
] as const
export type Place = (typeof PLACES)[number]

/** Where the window is: a place and the run it is about, if any. */
export interface View {
  readonly place: Place
  readonly run: string | null
  /** What else the address says; absent where it says no more. */
  readonly query?: Readonly<Record<string, string>>
}

/** The view a location's hash names: `#/watch/RUN?key=value`. Anything unknown is the New run view. */
export function viewOf(hash: string): View {
  const [, place, run = null, words] = /^#\/(\w+)(?:\/([\w.-]+))?(?:\?(.*))?$/.exec(hash) ?? []
  const known = PLACES.find((name) => name === place)
  if (!known) return { place: 'new', run: null }
  const query = Object.fromEntries(new URLSearchParams(words))
  return { place: known, run, ...(Object.keys(query).length > 0 && { query }) }
}

export function hashOf({ place, run, query = {} }: View): string {
  const words = new URLSearchParams(query).toString()
  return `#/${place}${run === null ? '' : `/${run}`}${words && `?${words}`}`
}
