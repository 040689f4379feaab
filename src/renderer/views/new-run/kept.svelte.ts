import type { App } from '../../state/app.svelte'
import { Draft } from './draft.svelte'
import { Importer } from './importing.svelte'

export interface NewRun {
  readonly draft: Draft
  readonly importer: Importer
}
const kept = new WeakMap<App, NewRun>()

/** What is being set up outlives its view: who looks something up elsewhere finds it, and its downloads, as left. */
export function newRunOf(app: App): NewRun {
  const known = kept.get(app)
  if (known) return known
  let made: NewRun | undefined
  // In a root of its own: what is derived in a view's ends with the view.
  $effect.root(() => {
    const draft = new Draft(app)
    made = { draft, importer: new Importer(app, (dataset) => draft.chooseDataset(dataset)) }
    kept.set(app, made)
  })
  return made as unknown as NewRun
}
