import type { App } from '../../state/app.svelte'
import { perWindow } from '../../state/perWindow.svelte'
import { Draft } from './draft.svelte'
import { Importer } from './importing.svelte'

export interface NewRun {
  readonly draft: Draft
  readonly importer: Importer
}

/** What is being set up outlives its view: who looks something up elsewhere finds it, and its downloads, as left. */
export const newRunOf: (app: App) => NewRun = perWindow((app) => {
  const draft = new Draft(app)
  return { draft, importer: new Importer(app, (dataset) => draft.chooseDataset(dataset)) }
})
