import { drawingsFile } from '../runs/drawingsFile'
import { readingsFile } from '../runs/readingsFile'
import { openRun } from '../runs/run'
import { eventsFile } from '../runs/tensorboard'
import { weightsFile } from './weightsFile'
import { StudioError } from '../studio/api'
import { chunksOf, columnsOf, itemsOf, type Plan } from '../studio/plan'
import type { Content } from '../studio/exports'
import type { ExportMade, Job } from '../studio/trainer'
import { Drawer, type Drawn } from './drawer'
import type { Inbox } from './inbox'
import { joined } from '../studio/joined'
import { read } from './read'
import type { Tell } from './tell'

type ExportJob = Extract<Job, { kind: 'export' }>

/** Makes a file to take away. @throws StudioError when it is told to stop, or cannot be made of this run */
export async function makeExport(job: ExportJob, tell: Tell, inbox: Inbox): Promise<ExportMade> {
  const { of } = job
  const onProgress = async (done: number, total: number) => {
    tell({ kind: 'progress', done, total })
    if (await inbox.find('stop')) throw new StudioError('Cancelled.')
  }
  switch (of.kind) {
    case 'checkpoint':
      return { bytes: weightsFile(openRun(job.run), of.checkpoint, job.provenance) }
    case 'run':
      return { bytes: await eventsFile(openRun(job.run), job.provenance, onProgress) }
    case 'readings':
      return makeReadings(job, of, onProgress)
    default:
      return makeDrawings(job, of, onProgress)
  }
}

async function makeReadings(
  { run, library, format, options, provenance }: ExportJob,
  { checkpoint, split, first, count }: Extract<Content, { kind: 'readings' }>,
  onProgress: (done: number, total: number) => Promise<void>,
): Promise<ExportMade> {
  const result = await read({ kind: 'read', run, library, checkpoint, split, first, count }, onProgress)
  const { classes } = openRun(run).manifest().dataset
  return { bytes: readingsFile(format, { ...result, split, classes }, provenance, options) }
}

/** @param onProgress called between two pieces of work; what it throws ends it */
async function makeDrawings(
  { run: folder, library, format, options, provenance }: ExportJob,
  plan: Extract<Content, Plan>,
  onProgress: (done: number, total: number) => Promise<void>,
): Promise<ExportMade> {
  const items = itemsOf(plan, stepOf)
  const drawer = new Drawer(openRun(folder), library)
  try {
    const drawn: Drawn[] = []
    let done = 0
    for (const { checkpoint, points } of chunksOf(items)) {
      await onProgress(done, items.length)
      drawn.push(await drawer.draw(checkpoint, points))
      done += points.length
    }
    await onProgress(done, items.length)
    const drawing = joined(drawn.map((each) => each.drawing))
    const nearest = options.nearest ? await drawer.nearestOf(drawing) : undefined
    const z = drawn.flatMap((each) => (each.z ? [each.z] : []))
    const album = {
      drawing,
      items,
      z: z.length === drawn.length ? concatenated(z) : undefined,
      nearest,
      columns: columnsOf(plan),
    }
    const bytes = await drawingsFile(format, album, provenance, options, (frame, frames) =>
      onProgress(done + frame, items.length + frames),
    )
    return { bytes, ...(nearest && { nearest }) }
  } finally {
    await drawer.close()
  }
}

/** Whoever asked has looked up which step "latest" and "best" are. */
function stepOf(choice: number | string): number {
  if (typeof choice !== 'number') throw new TypeError(`checkpoint ${choice} should be a step`)
  return choice
}

function concatenated(arrays: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const each of arrays) {
    all.set(each, at)
    at += each.length
  }
  return all
}
