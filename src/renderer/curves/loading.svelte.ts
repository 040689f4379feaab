import { getApp } from '../state/app.svelte'
import { measuredOf, type Measured } from '../state/measured.svelte'
import { paced } from './paced.svelte'
import type { SceneRun } from './scene'

export interface NamedRun {
  readonly id: string
  readonly name: string
}
export interface LoadedRun extends NamedRun, SceneRun {}

/** The curves of `runs`, loaded and kept up to date while the component lives; new at most four times a second. */
export function loading(runs: () => readonly NamedRun[]): { readonly current: readonly LoadedRun[] } {
  const app = getApp()
  const ids = $derived(
    runs()
      .map(({ id }) => id)
      .join(' '),
  )
  let opened = $state.raw<readonly Measured[]>([])
  $effect(() => {
    const all = ids === '' ? [] : ids.split(' ').map((id) => measuredOf(app, id))
    opened = all
    for (const measured of all) measured.open().catch((error: unknown) => app.fail(error))
    return () => all.forEach((measured) => measured.close())
  })
  const revision = paced(() => opened.reduce((sum, measured) => sum + measured.revision, 0))
  const loaded = $derived.by(() => {
    void revision.current
    return runs().flatMap(({ id, name }): LoadedRun[] => {
      const measured = opened.find((one) => one.id === id)
      return measured && measured.revision > 0
        ? [{ id, name, curves: { ...measured.curves }, stepsPerEpoch: measured.stepsPerEpoch }]
        : []
    })
  })
  return {
    get current() {
      return loaded
    },
  }
}
