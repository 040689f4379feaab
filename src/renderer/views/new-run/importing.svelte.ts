import { SvelteSet } from 'svelte/reactivity'
import type { DatasetCard, ImportAnswer, ImportReport } from '../../../studio/requests/data'
import type { PictureChoices } from '../../../studio/pictures'
import type { App } from '../../state/app.svelte'
import { wordsOf } from '../../state/notices.svelte'
import { Choosing } from './choosing.svelte'
import { pathsOf, type Picked } from './picked'

export type Importing =
  | { readonly state: 'idle' | 'busy' }
  /** The files wait for what a person decides. */
  | { readonly state: 'choosing'; readonly choosing: Choosing }
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
  #given = 0

  /** @param arrived called with a data set that was imported */
  constructor(app: App, arrived: (dataset: string) => void) {
    this.#app = app
    this.#arrived = arrived
  }

  /** Files that were chosen or dropped: by path where there is one, else their bytes. */
  async files(picked: readonly Picked[]): Promise<void> {
    if (picked.length === 0 || this.now.state === 'busy' || this.now.state === 'choosing') return
    await this.#import(() => this.#send(picked))
  }

  /** Imports the files that wait. */
  async choose(choices: PictureChoices): Promise<void> {
    if (this.now.state !== 'choosing') return
    const { token } = this.now.choosing.inspection
    await this.#import(() => this.#app.studio.importChosen({ token, choices }))
  }

  /** Ends the import under way, or forgets the files that wait. */
  async cancelImport(): Promise<void> {
    this.#given++
    this.dismiss()
    this.#app.jobs.delete('import')
    await this.#app.studio.cancelImport({}).catch((error: unknown) => this.#app.fail(error))
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

  /** What comes of an import that was cancelled meanwhile is not heard. */
  async #import(work: () => Promise<ImportAnswer>): Promise<void> {
    const given = ++this.#given
    this.now = { state: 'busy' }
    try {
      const answer = await work()
      if ('dataset' in answer) await this.#app.refreshDatasets()
      if (given !== this.#given) return
      if ('inspection' in answer) this.now = { state: 'choosing', choosing: new Choosing(answer.inspection) }
      else {
        this.#arrived(answer.dataset.id)
        this.now = { state: 'done', report: answer }
      }
    } catch (error) {
      if (given === this.#given) this.now = { state: 'failed', ...wordsOf(error) }
    } finally {
      if (given === this.#given) this.#app.jobs.delete('import')
    }
  }

  async #send(picked: readonly Picked[]): Promise<ImportAnswer> {
    const { shell, studio } = this.#app
    if (shell) return studio.importPaths({ paths: pathsOf(picked, shell) })
    const files = picked.map(async ({ name, file }) => ({
      name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    }))
    return studio.importFiles({ files: await Promise.all(files) })
  }
}
