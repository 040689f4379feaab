import { download } from '../data/download'
import { importFiles, inspectFiles } from '../data/importFiles'
import { openLibrary } from '../data/library'
import type { ImportResult, InspectResult, Job } from '../studio/trainer'
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
): Promise<ImportResult | InspectResult> {
  const library = openLibrary(job.library)
  const onProgress = (done: number, total: number) => tell({ kind: 'progress', done, total })
  const signal = inbox.stopSignal()
  if (job.kind === 'download') return download(library, job.id, { onProgress, signal })
  if (job.choices !== 'ask')
    return importFiles(library, job.files, { onProgress, signal, choices: job.choices ?? {} })
  const asked = await inspectFiles(job.files, { onProgress, signal })
  return asked ?? importFiles(library, job.files, { onProgress, signal })
}
