import { download } from '../data/download'
import { importFiles } from '../data/importFiles'
import { openLibrary } from '../data/library'
import type { ImportResult, Job } from '../studio/trainer'
import type { Inbox } from './inbox'
import type { Tell } from './tell'

/**
 * Brings a data set into the library, from files or from its publisher; progress is in bytes.
 * @throws StudioError, also when told to stop
 */
export async function fetchData(
  job: Extract<Job, { kind: 'import' | 'download' }>,
  tell: Tell,
  inbox: Inbox,
): Promise<ImportResult> {
  const library = openLibrary(job.library)
  const onProgress = (done: number, total: number) => tell({ kind: 'progress', done, total })
  const signal = inbox.stopSignal()
  return job.kind === 'import'
    ? importFiles(library, job.files, { onProgress, signal })
    : download(library, job.id, { onProgress, signal })
}
