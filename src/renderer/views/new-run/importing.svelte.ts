import type { App } from '../../state/app.svelte'
import { wordsOf } from '../../state/notices.svelte'
import type { ImportReport } from '../../../studio/api'

export type Importing =
  | { readonly state: 'idle' | 'busy' }
  | { readonly state: 'done'; readonly report: ImportReport }
  | { readonly state: 'failed'; readonly message: string; readonly remedy: string }

/** Brings files, and downloads, into the library; one at a time is enough for a person. */
export class Importer {
  now = $state.raw<Importing>({ state: 'idle' })
  readonly #app: App
  readonly #chosen: (dataset: string) => void

  /** @param chosen called with the data set that came in */
  constructor(app: App, chosen: (dataset: string) => void) {
    this.#app = app
    this.#chosen = chosen
  }

  /** Files that were chosen or dropped: by path where there is one, else their bytes. */
  async files(list: readonly File[]): Promise<void> {
    const { shell, studio } = this.#app
    if (list.length === 0) return
    await this.#take(async () => {
      if (shell) return studio.importPaths({ paths: list.map((file) => shell.pathOf(file)) })
      const files = list.map(async (file) => ({
        name: file.name,
        bytes: new Uint8Array(await file.arrayBuffer()),
      }))
      return studio.importFiles({ files: await Promise.all(files) })
    })
  }

  async #take(bring: () => Promise<ImportReport>): Promise<void> {
    this.now = { state: 'busy' }
    try {
      const report = await bring()
      await this.#app.refreshDatasets()
      this.#chosen(report.dataset.id)
      this.now = { state: 'done', report }
    } catch (error) {
      this.now = { state: 'failed', ...wordsOf(error) }
    }
  }

  dismiss(): void {
    this.now = { state: 'idle' }
  }
}
