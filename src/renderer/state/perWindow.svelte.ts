import type { App } from './app.svelte'

/**
 * What `make` makes of a window once, however often it is asked for: it outlives the views that look at it.
 * What it derives lives as long: it is made in a root of its own, not in that of the view that came first.
 */
export function perWindow<T>(make: (app: App) => T): (app: App) => T {
  const known = new WeakMap<App, { readonly made: T }>()
  return (app) => {
    const found = known.get(app)
    if (found) return found.made
    const holder: { made?: T } = {}
    $effect.root(() => {
      holder.made = make(app)
    })
    const made = holder.made as T
    known.set(app, { made })
    return made
  }
}
