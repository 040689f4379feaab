import type { App } from '../state/app.svelte'
import { isRunZip, runZipsOf } from '../state/runZips.svelte'
import type { Importer } from '../views/new-run/importing.svelte'
import type { Picked } from '../views/new-run/picked'

/** Imports what was dropped or chosen anywhere, runs as runs and the rest as one data set, and goes where it is. */
export async function bringIn(app: App, importer: Importer, picked: readonly Picked[]): Promise<void> {
  const are = await Promise.all(picked.map(({ file }) => isRunZip(file)))
  const runs = picked.filter((_, i) => are[i])
  if (runs.length > 0) {
    app.go('runs')
    await runZipsOf(app).import(runs.map(({ file }) => file))
  }
  const data = picked.filter((_, i) => !are[i])
  if (data.length === 0) return
  const { state } = importer.now
  app.go('new')
  if (state === 'busy' || state === 'choosing')
    app.notices.info('One import at a time: end the one under way first.')
  else await importer.files(data)
}
