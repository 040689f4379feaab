import type { DATA_REQUESTS } from '../../studio/requests/data'
import type { Answers } from '../../studio/api'
import { desktopOnly, type Services } from '../services'

export function dataAnswers(services: Services): Answers<typeof DATA_REQUESTS> {
  const { datasets } = services
  return {
    datasets: () => datasets.cards(),
    async importPaths({ paths }) {
      desktopOnly(services)
      return datasets.ask(paths)
    },
    importFiles: ({ files }) => datasets.ask(files),
    previewImport: ({ token, choices }) => datasets.preview(token, choices),
    importChosen: ({ token, choices }) => datasets.importAsked(token, choices),
    async cancelImport() {
      datasets.cancelImport()
      return null
    },
    download: ({ id }) => datasets.download(id),
    async cancelDownload({ id }) {
      datasets.cancel(id)
      return null
    },
  }
}
