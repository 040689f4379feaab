import { randomUUID } from 'node:crypto'
import { StudioError } from '../studio/api'
import type { Inspection, PictureChoices, Preview, SomeChoices } from '../studio/pictures'
import type { ChosenFiles, ImportResult, InspectResult } from '../studio/trainer'
import { run as runJob, type Running } from './jobs'

/** Brings files into the library, one import at a time. */
export interface Imports {
  /** Takes what pictures are for what is not chosen. @throws StudioError */
  import(files: ChosenFiles, choices?: SomeChoices): Promise<ImportResult>
  /** Imports at once, or tells what there is to choose, and keeps the files until that is done. @throws StudioError */
  ask(files: ChosenFiles): Promise<ImportResult | { inspection: Inspection }>
  /** @throws StudioError when `token` is not what waits */
  preview(token: string, choices: PictureChoices): Promise<Preview>
  /** @throws StudioError when `token` is not what waits */
  importAsked(token: string, choices: PictureChoices): Promise<ImportResult>
  /** Ends the import under way, and forgets what waits. */
  cancel(): void
}

/**
 * @param onProgress in bytes
 * @param run has a worker do a job
 */
export function createImports(
  library: string,
  onProgress: (done: number, total: number) => void,
  run = runJob,
): Imports {
  let running: Running<ImportResult | InspectResult> | undefined
  let waiting: { token: string; files: ChosenFiles; samples: readonly Uint8Array[] } | undefined

  const start = async (files: ChosenFiles, choices: SomeChoices | 'ask') => {
    if (running)
      throw new StudioError('Files are being imported already.', 'Wait for that to end, or cancel it.')
    running = run({ kind: 'import', library, files, choices }, onProgress)
    try {
      return await running.result
    } finally {
      running = undefined
    }
  }
  const imported = async (files: ChosenFiles, choices: SomeChoices): Promise<ImportResult> => {
    const result = await start(files, choices)
    if ('inspection' in result) throw new Error('the worker asked, where all was chosen')
    return result
  }
  const asked = (token: string) => {
    if (waiting?.token !== token)
      throw new StudioError('These files are not waiting to be imported any more.', 'Choose them again.')
    return waiting
  }
  return {
    import: (files, choices = {}) => imported(files, choices),
    async ask(files) {
      waiting = undefined
      const result = await start(files, 'ask')
      if (!('inspection' in result)) return result
      const token = randomUUID()
      waiting = { token, files, samples: result.samples }
      return { inspection: { ...result.inspection, token } }
    },
    preview: async (token, choices) =>
      run({ kind: 'preview', samples: asked(token).samples, choices }).result,
    async importAsked(token, choices) {
      const result = await imported(asked(token).files, choices)
      waiting = undefined
      return result
    },
    cancel() {
      waiting = undefined
      running?.cancel()
    },
  }
}
