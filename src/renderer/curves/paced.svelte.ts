import { untrack } from 'svelte'

/** Redrawing a chart more often than this helps nobody, ms. */
const EVERY_MS = 250

/** A value that follows `source` at most four times a second, and always gets to its last. */
export function paced<T>(source: () => T): { readonly current: T } {
  let current = $state.raw(source())
  let last = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  $effect(() => {
    const value = source()
    clearTimeout(timer)
    // What has not changed is no redrawing that the next must wait for.
    if (value === untrack(() => current)) return
    timer = setTimeout(
      () => {
        last = performance.now()
        current = value
      },
      Math.max(0, last + EVERY_MS - performance.now()),
    )
  })
  $effect(() => () => clearTimeout(timer))
  return {
    get current() {
      return current
    },
  }
}
