import { SvelteSet } from 'svelte/reactivity'
import type { DatasetCard, ImportReport } from '../../../studio/api'
import type { App } from '../../state/app.svelte'
import { wordsOf } from '../../state/notices.svelte'

export type Importing =
  | { readonly state: 'idle' | 'busy' }
  | { readonly state: 'done'; readonly report: ImportReport }
  | { readonly state: 'failed'; readonly message: string; readonly remedy: string }

/** Brings data sets onto this machine: from files, one import at a time, and by download. */
export class Importer {
  /** The newest import, or download that failed. */
  now = $state.raw<Importing>({ state: 'idle' })
  readonly downloading = new SvelteSet<string>()
  readonly #app: App
  readonly #arrived: (dataset: string) => void
  readonly #cancelled = new SvelteSet<string>()

  /** @param arrived called with a data set that was imported */
  constructor(app: App, arrived: (dataset: string) => void) {
    this.#app = app
    this.#arrived = arrived
  }

  /** Files that were chosen or dropped: by path where there is one, else their bytes. */
  async files(list: readonly File[]): Promise<void> {
    if (list.length === 0 || this.now.state === 'busy') return
    this.now = { state: 'busy' }
    try {
      const report = await this.#send(list)
      await this.#app.refreshDatasets()
      this.#arrived(report.dataset.id)
      this.now = { state: 'done', report }
    } catch (error) {
      this.now = { state: 'failed', ...wordsOf(error) }
    } finally {
      this.#app.jobs.delete('import')
    }
  }

  dismiss(): void {
    this.now = { state: 'idle' }
  }

  async download({ id }: DatasetCard): Promise<void> {
    this.downloading.add(id)
    if (this.now.state === 'failed') this.dismiss()
    this.#cancelled.delete(id)
    try {
      await this.#app.studio.download({ id })
      await this.#app.refreshDatasets()
    } catch (error) {
      if (!this.#cancelled.has(id)) this.now = { state: 'failed', ...wordsOf(error) }
    } finally {
      this.downloading.delete(id)
      this.#app.jobs.delete(id)
    }
  }

  async cancel({ id }: DatasetCard): Promise<void> {
    this.#cancelled.add(id)
    await this.#app.studio.cancelDownload({ id }).catch((error: unknown) => this.#app.fail(error))
  }

  async #send(list: readonly File[]): Promise<ImportReport> {
    const { shell, studio } = this.#app
    if (shell) return studio.importPaths({ paths: list.map((file) => shell.pathOf(file)) })
    const files = list.map(async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    }))
    return studio.importFiles({ files: await Promise.all(files) })
  }
}
