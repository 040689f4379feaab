export const PLACES = ['new', 'watch', 'runs', 'gallery'] as const
export type Place = (typeof PLACES)[number]

/** Where the window is: a place and the run it is about, if any. */
export interface View {
  readonly place: Place
  readonly run: string | null
}

/** The view a location's hash names: `#/watch/RUN`. Anything unknown is the New run view. */
export function viewOf(hash: string): View {
  const [, place, run = null] = /^#\/(\w+)(?:\/([\w.-]+))?$/.exec(hash) ?? []
  const known = PLACES.find((name) => name === place)
  return known ? { place: known, run } : { place: 'new', run: null }
}

export const hashOf = ({ place, run }: View): string => (run === null ? `#/${place}` : `#/${place}/${run}`)
