import { download } from '../data/download'
import { importFiles } from '../data/importFiles'
import { openLibrary } from '../data/library'
import type { ImportResult, Job } from '../studio/trainer'
import type { Tell } from './tell'

/** Brings a data set into the library, from files or from its publisher; progress is in bytes. */
export function fetchData(
  job: Extract<Job, { kind: 'import' | 'download' }>,
  tell: Tell,
): Promise<ImportResult> {
  const library = openLibrary(job.library)
  const onProgress = (done: number, total: number) => tell({ kind: 'progress', done, total })
  return job.kind === 'import'
    ? importFiles(library, job.files, { onProgress })
    : download(library, job.id, { onProgress })
}
