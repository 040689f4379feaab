import type { App } from '../state/app.svelte'
import { newRunOf } from '../views/new-run/kept.svelte'

/** Sets up a new run as `run` was. */
export async function cloneRun(app: App, run: string): Promise<void> {
  await fill(app, run)
}

/** Sets up a new run that begins with a checkpoint of `run`. */
export async function forkRun(app: App, run: string, step: number): Promise<void> {
  await fill(app, run, step)
}

async function fill(app: App, run: string, step?: number): Promise<void> {
  try {
    const { manifest } = await app.studio.run({ run })
    newRunOf(app).draft.fill(manifest, step)
    app.go('new')
  } catch (error) {
    app.fail(error)
  }
}
