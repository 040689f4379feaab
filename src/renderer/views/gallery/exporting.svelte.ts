import { z } from 'zod'
import {
  EXPORT_DEFAULTS,
  EXPORT_NAMES,
  exportOptionsSchema,
  type Content,
  type ExportName,
  type ExportOptions,
} from '../../../studio/exports'
import type { ExportResult } from '../../../studio/requests/gallery'
import { download } from '../../saving/download'
import type { App } from '../../state/app.svelte'
import { store, stored } from '../../state/stored'

const KEY = 'easel.export'
const keptSchema = z.object({ format: z.enum(EXPORT_NAMES), options: exportOptionsSchema })

/** Something that can be taken away, as the dialog offers it. */
export interface Portion {
  readonly id: string
  readonly title: string
  readonly of: Content
}

/** Files being written, and where the last one went. */
export class Exporting {
  /** What was chosen last in this window's dialog. */
  format = $state<ExportName>('sheet')
  options = $state<ExportOptions>({ ...EXPORT_DEFAULTS })
  writing = $state<ExportName | null>(null)
  written = $state.raw<ExportResult>()
  #cancelled = false

  constructor(
    private readonly app: App,
    private readonly run: string,
  ) {
    const kept = stored(KEY, keptSchema)
    if (!kept) return
    this.format = kept.format
    this.options = { ...EXPORT_DEFAULTS, ...kept.options }
  }

  get progress(): { readonly done: number; readonly total: number } | undefined {
    return this.app.jobs.get('export')
  }

  /** @returns whether it was written */
  async write(
    format: ExportName,
    of: Content,
    options: ExportOptions = { ...EXPORT_DEFAULTS },
  ): Promise<boolean> {
    this.writing = format
    this.written = undefined
    this.#cancelled = false
    this.app.jobs.delete('export')
    try {
      const { run } = this
      this.written = await this.app.studio.export({ run, format, of, options: $state.snapshot(options) })
      const { name, mime, bytes } = this.written
      // A browser has no other way to the file.
      if (!this.app.shell && bytes) download(new Blob([new Uint8Array(bytes)], { type: mime }), name)
      return true
    } catch (error) {
      if (!this.#cancelled) this.app.fail(error)
      return false
    } finally {
      this.writing = null
    }
  }

  keep(): void {
    store(KEY, { format: this.format, options: this.options })
  }

  cancel(): void {
    this.#cancelled = true
    this.app.studio.cancelExport({}).catch((error: unknown) => this.app.fail(error))
  }
}
