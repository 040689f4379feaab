import { catalogue } from '../data/catalogue'
import { download } from '../data/download'
import { importFiles, type Imported } from '../data/importFiles'
import type { Library } from '../data/library'
import { StudioError, type DatasetCard, type ImportReport } from '../studio/api'
import type { DatasetRef } from '../studio/run'

export interface Datasets {
  cards(): Promise<DatasetCard[]>
  /** What a run notes of its data. @throws StudioError when the set is not on this machine */
  ref(id: string): Promise<DatasetRef>
  import(files: readonly (string | { name: string; bytes: Uint8Array })[]): Promise<ImportReport>
  download(id: string): Promise<ImportReport>
  cancel(id: string): void
}

/** @param onProgress `job` is the data set being downloaded, or `import` */
export function createDatasets(
  library: Library,
  onProgress: (job: string, done: number, total: number) => void,
): Datasets {
  const downloads = new Map<string, AbortController>()
  const cards = () => catalogue(library)
  const card = async (id: string) => (await cards()).find((known) => known.id === id)
  const report = async ({ id, notes }: Imported): Promise<ImportReport> => {
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
      const { title, kind, channels, height, width, counts } = found
      return { id, title, kind, channels, height, width, trainCount: counts[0] }
    },
    import: async (files) =>
      report(
        await importFiles(library, files, { onProgress: (done, total) => onProgress('import', done, total) }),
      ),
    async download(id) {
      if (downloads.has(id)) throw new StudioError(`${id} is being downloaded already.`)
      const controller = new AbortController()
      downloads.set(id, controller)
      try {
        const { signal } = controller
        return await report(
          await download(library, id, { signal, onProgress: (done, total) => onProgress(id, done, total) }),
        )
      } finally {
        downloads.delete(id)
      }
    },
    cancel: (id) => downloads.get(id)?.abort(),
  }
}
