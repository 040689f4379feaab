import { join } from 'node:path'
import { writeAtomic } from '../files/atomic'
import { sampleCommand } from '../pictures/provenance'
import type { Run } from '../runs/run'
import type { RequestOf } from '../studio/api'
import type { ExportResult } from '../studio/requests/gallery'
import type { PictureFormat } from '../studio/drawing'
import type { ReadResult, SampleResult } from '../studio/trainer'
import { VERSION } from '../studio/version'
import { run as runJob } from './jobs'

type Wanted = RequestOf<'sample'>
const REMEMBERED = 4
const FORMATS: Record<PictureFormat, { extension: string; mime: string }> = {
  sheet: { extension: 'png', mime: 'image/png' },
  strip: { extension: 'png', mime: 'image/png' },
  gif: { extension: 'gif', mime: 'image/gif' },
  npz: { extension: 'npz', mime: 'application/zip' },
}

export interface Gallery {
  sample(run: Run, wanted: Wanted): Promise<SampleResult>
  /** What a classifying run makes of images. */
  read(run: Run, wanted: Omit<RequestOf<'read'>, 'run'>): Promise<ReadResult>
  /** Writes the samples into the run's exports folder; equal requests give equal files. */
  export(run: Run, wanted: RequestOf<'export'>): Promise<ExportResult>
}

/** Samples of checkpoints, the last few remembered: what is exported is what was looked at. */
export function createGallery(library: string, onProgress: (done: number, total: number) => void): Gallery {
  const made = new Map<string, Promise<SampleResult>>()

  const sample = (run: Run, { checkpoint, count, seed }: Wanted): Promise<SampleResult> => {
    const step = run.choose(checkpoint)
    const key = JSON.stringify([run.folder, step, count, seed])
    const known = made.get(key)
    if (known) return known
    const job = {
      kind: 'sample',
      run: run.folder,
      library,
      checkpoint: step,
      count,
      seed,
      nearest: true,
    } as const
    const { result } = runJob(job, onProgress)
    made.set(key, result)
    result.catch(() => made.delete(key))
    for (const old of [...made.keys()].slice(0, -REMEMBERED)) made.delete(old)
    return result
  }

  return {
    sample,
    read: (run, wanted) => runJob({ kind: 'read', run: run.folder, library, ...wanted }).result,
    async export(run, { format, ...wanted }) {
      const drawn = await sample(run, wanted)
      const { step } = drawn
      const { count, seed } = wanted
      const { extension, mime } = FORMATS[format]
      const name = `${format}-step${step}-seed${seed}-count${count}.${extension}`
      const made = { run: run.id, checkpoint: step, seed }
      const strip = format === 'strip'
      const withNearest = format === 'sheet' || format === 'npz'
      const command = sampleCommand({ ...made, count, strip, nearest: withNearest, boxes: true, out: name })
      const provenance = { version: VERSION, ...made, command }
      const { bytes } = await runJob({ kind: 'picture', format, sample: drawn, provenance }).result
      const path = join(run.folder, 'exports', name)
      await writeAtomic(path, bytes)
      return { path, name, mime, bytes }
    },
  }
}
