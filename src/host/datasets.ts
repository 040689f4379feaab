import { catalogue } from '../data/catalogue'
import { openLibrary } from '../data/library'
import { StudioError } from '../studio/api'
import type { DatasetCard, ImportAnswer, ImportReport } from '../studio/requests/data'
import type { PictureChoices, Preview, SomeChoices } from '../studio/pictures'
import type { DatasetRef } from '../studio/run'
import type { ChosenFiles, ImportResult } from '../studio/trainer'
import { createImports } from './imports'
import { run, type Running } from './jobs'

export interface Datasets {
  cards(): Promise<DatasetCard[]>
  /** What a run notes of its data. @throws StudioError when the set is not on this machine */
  ref(id: string): Promise<DatasetRef>
  /** Takes what pictures are for what is not chosen. */
  import(files: ChosenFiles, choices?: SomeChoices): Promise<ImportReport>
  /** Imports at once, or tells what there is to choose. */
  ask(files: ChosenFiles): Promise<ImportAnswer>
  preview(token: string, choices: PictureChoices): Promise<Preview>
  importAsked(token: string, choices: PictureChoices): Promise<ImportReport>
  cancelImport(): void
  download(id: string): Promise<ImportReport>
  cancel(id: string): void
}

/**
 * Reading and fetching happen in worker threads: whoever calls stays responsive.
 * @param library folder
 * @param onProgress in bytes; `job` is the data set being downloaded, or `import`
 */
export function createDatasets(
  library: string,
  onProgress: (job: string, done: number, total: number) => void,
): Datasets {
  const downloads = new Map<string, Running<ImportResult>>()
  const imports = createImports(library, (done, total) => onProgress('import', done, total))
  const cards = () => catalogue(openLibrary(library))
  const card = async (id: string) => (await cards()).find((known) => known.id === id)
  const report = async ({ id, notes }: ImportResult): Promise<ImportReport> => {
    const dataset = await card(id)
    if (!dataset) throw new Error(`${id} was imported, but the catalogue lacks it`)
    return { dataset, notes }
  }
  return {
    cards,
    async ref(id) {
      const found = await card(id)
      if (found?.state !== 'here')
        throw new StudioError(
          found ? `${found.title} is not on this machine.` : `There is no data set ${id}.`,
          'Download or import it first, or choose another.',
        )
      const { title, kind, channels, height, width, counts, classes } = found
      return { id, title, kind, channels, height, width, trainCount: counts[0], classes }
    },
    import: async (files, choices) => report(await imports.import(files, choices)),
    async ask(files) {
      const answer = await imports.ask(files)
      return 'inspection' in answer ? answer : report(answer)
    },
    preview: (token, choices) => imports.preview(token, choices),
    importAsked: async (token, choices) => report(await imports.importAsked(token, choices)),
    cancelImport: () => imports.cancel(),
    async download(id) {
      if (downloads.has(id)) throw new StudioError(`${id} is being downloaded already.`)
      const job = { kind: 'download', library, id } as const
      const running = run(job, (done, total) => onProgress(id, done, total))
      downloads.set(id, running)
      try {
        return await report(await running.result)
      } finally {
        downloads.delete(id)
      }
    },
    cancel: (id) => downloads.get(id)?.cancel(),
  }
}
