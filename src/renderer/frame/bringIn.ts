import type { App } from '../state/app.svelte'
import type { Importer } from '../views/new-run/importing.svelte'
import type { Picked } from '../views/new-run/picked'

/** Imports what was dropped or chosen anywhere, and shows what comes of it. */
export async function bringIn(app: App, importer: Importer, picked: readonly Picked[]): Promise<void> {
  if (picked.length === 0) return
  const { state } = importer.now
  app.go('new')
  if (state === 'busy' || state === 'choosing')
    app.notices.info('One import at a time: end the one under way first.')
  else await importer.files(picked)
}
