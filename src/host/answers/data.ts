import type { DATA_REQUESTS } from '../../studio/requests/data'
import type { Answers } from '../../studio/api'
import type { Services } from '../services'

export function dataAnswers({ datasets }: Services): Answers<typeof DATA_REQUESTS> {
  return {
    datasets: () => datasets.cards(),
    importPaths: ({ paths }) => datasets.ask(paths),
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
