import { fileURLToPath } from 'node:url'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import type { Job, WorkerEvent } from '../studio/trainer'
import { forkRun } from '../runs/fork'
import { openRun } from '../runs/run'
import { previewOf } from '../data/formats/pictureFiles/preview'
import { giveWay, type Begun } from './begun'
import { evaluate } from './evaluate'
import { makeExport } from './export'
import { serveBatches } from './feed'
import { fetchData } from './fetching'
import { answerGallery } from './gallery'
import { Inbox } from './inbox'
import { beReady } from './measure'
import { packed, unpacked } from './packing'
import { read } from './read'
import { failureOf, type Tell } from './tell'
import { train } from './train'

/** This file, as built: a worker starts another for its batches. */
const file = fileURLToPath(import.meta.url)

/** The worker thread: one job from workerData, told of to the parent, and over. */
async function work(job: Job, port: MessagePort): Promise<void> {
  const tell: Tell = (event, moved = []) => port.postMessage(event, moved as ArrayBuffer[])
  try {
    tell({ kind: 'done', result: await resultOf(job, tell, new Inbox(port)) } satisfies WorkerEvent)
  } catch (error) {
    tell({ kind: 'failed', failure: failureOf(error) })
  }
  port.close()
}

async function resultOf(job: Job, tell: Tell, inbox: Inbox) {
  switch (job.kind) {
    case 'train':
      return train(job, tell, inbox, { worker: file })
    case 'gallery':
      return answerGallery(job, tell, inbox)
    case 'evaluate':
      return evaluate(job, tell, inbox)
    case 'read':
      return read(job)
    case 'ready':
      return beReady(job.engine, tell, inbox, { worker: file })
    case 'export':
      return makeExport(job, tell, inbox)
    case 'preview':
      return previewOf(job.samples, job.choices)
    case 'import':
    case 'download':
      return fetchData(job, tell, inbox)
    case 'fork':
      return { folder: forkRun(job.runs, openRun(job.run), job.checkpoint, job.plan).folder }
    case 'pack':
      return packed(job, tell)
    case 'unpack':
      return unpacked(job, tell)
  }
}

if (!parentPort) throw new Error('the trainer runs as a worker thread')
const { job, yields } = workerData as Begun
if (yields) giveWay()
void (job.kind === 'feed' ? serveBatches(job, parentPort) : work(job, parentPort))
