import { packRun } from '../runs/pack'
import { unpackRun } from '../runs/unpack'
import type { Job, PackResult, RunResult } from '../studio/trainer'
import type { Tell } from './tell'

/** Between two words on how far it is, ms. */
const EVERY = 100

export async function packed({ run, file }: Extract<Job, { kind: 'pack' }>, tell: Tell): Promise<PackResult> {
  return { bytes: await packRun(run, file, progress(tell)) }
}

export async function unpacked(
  { runs, file }: Extract<Job, { kind: 'unpack' }>,
  tell: Tell,
): Promise<RunResult> {
  return { folder: await unpackRun(runs, file, progress(tell)) }
}

function progress(tell: Tell): (done: number, total: number) => void {
  let last = -Infinity
  return (done, total) => {
    const now = performance.now()
    if (now - last < EVERY && done < total) return
    last = now
    tell({ kind: 'progress', done, total })
  }
}
