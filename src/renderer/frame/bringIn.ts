import type { App } from '../state/app.svelte'
import { importRun, isRunZip } from '../state/runZips'
import type { Importer } from '../views/new-run/importing.svelte'
import type { Picked } from '../views/new-run/picked'

/** Imports what was dropped or chosen anywhere, runs as runs and the rest as one data set, and goes where it is. */
export async function bringIn(app: App, importer: Importer, picked: readonly Picked[]): Promise<void> {
  const are = await Promise.all(picked.map(({ file }) => isRunZip(file)))
  for (const { name, file } of picked.filter((_, i) => are[i])) {
    app.go('runs')
    app.notices.info(`Importing the run in ${name}…`)
    await importRun(app, file)
  }
  const data = picked.filter((_, i) => !are[i])
  if (data.length === 0) return
  const { state } = importer.now
  app.go('new')
  if (state === 'busy' || state === 'choosing')
    app.notices.info('One import at a time: end the one under way first.')
  else await importer.files(data)
}
