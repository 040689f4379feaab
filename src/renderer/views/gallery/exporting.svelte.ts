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
import type { App } from '../../state/app.svelte'

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
    const kept = keptSchema.safeParse(parsed(localStorage.getItem(KEY)))
    if (kept.success) {
      this.format = kept.data.format
      this.options = { ...EXPORT_DEFAULTS, ...kept.data.options }
    }
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
      if (!this.app.shell) download(this.written)
      return true
    } catch (error) {
      if (!this.#cancelled) this.app.fail(error)
      return false
    } finally {
      this.writing = null
    }
  }

  keep(): void {
    localStorage.setItem(KEY, JSON.stringify({ format: this.format, options: this.options }))
  }

  cancel(): void {
    this.#cancelled = true
    this.app.studio.cancelExport({}).catch((error: unknown) => this.app.fail(error))
  }
}

/** What an older window left may be anything. */
function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
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
