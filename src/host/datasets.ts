import { catalogue } from '../data/catalogue'
import { openLibrary } from '../data/library'
import { StudioError, type DatasetCard, type ImportReport } from '../studio/api'
import type { DatasetRef } from '../studio/run'
import type { ImportResult } from '../studio/trainer'
import { run, type Running } from './jobs'

export interface Datasets {
  cards(): Promise<DatasetCard[]>
  /** What a run notes of its data. @throws StudioError when the set is not on this machine */
  ref(id: string): Promise<DatasetRef>
  import(files: readonly (string | { name: string; bytes: Uint8Array })[]): Promise<ImportReport>
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
    async import(files) {
      const job = { kind: 'import', library, files } as const
      return report(await run(job, (done, total) => onProgress('import', done, total)).result)
    },
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
