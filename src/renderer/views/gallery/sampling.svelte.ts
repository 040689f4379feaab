import type { RequestOf } from '../../../studio/api'
import { EXPORT_DEFAULTS } from '../../../studio/exports'
import type { ExportResult } from '../../../studio/requests/gallery'
import type { SampleResult } from '../../../studio/trainer'
import type { App } from '../../state/app.svelte'

export type Wanted = RequestOf<'sample'>
export type Format = RequestOf<'export'>['format']

/** Samples of one run: what was asked for, what came, and where it was written. */
export class Sampling {
  readonly #app: App
  /** What `result` was drawn from; exports are of the same. */
  drawn = $state.raw<Wanted>()
  result = $state.raw<SampleResult>()
  problem = $state.raw<unknown>()
  busy = $state(false)
  exporting = $state<Format | null>(null)
  exported = $state.raw<ExportResult>()
  #latest = 0

  constructor(app: App) {
    this.#app = app
  }

  async draw(wanted: Wanted): Promise<void> {
    const turn = ++this.#latest
    this.busy = true
    this.problem = undefined
    this.#app.jobs.delete('sample')
    try {
      const result = await this.#app.studio.sample(wanted)
      if (turn !== this.#latest) return
      this.result = result
      // "latest" may mean another checkpoint a moment later.
      this.drawn = { ...wanted, checkpoint: result.step }
      this.exported = undefined
    } catch (error) {
      if (turn === this.#latest) this.problem = error
    } finally {
      if (turn === this.#latest) this.busy = false
    }
  }

  async export(format: Format): Promise<void> {
    if (!this.drawn) return
    this.exporting = format
    try {
      this.exported = await this.#app.studio.export({
        run: this.drawn.run,
        format,
        of: {
          kind: 'samples',
          checkpoints: [this.drawn.checkpoint],
          seeds: [this.drawn.seed],
          count: this.drawn.count,
        },
        options: EXPORT_DEFAULTS,
      })
      if (!this.#app.shell) download(this.exported)
    } catch (error) {
      this.#app.fail(error)
    } finally {
      this.exporting = null
    }
  }
}

/** A browser has no other way to the file. */
function download({ name, mime, bytes }: ExportResult): void {
  if (!bytes) return
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mime }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
