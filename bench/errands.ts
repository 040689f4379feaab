import type { Job } from '../src/studio/trainer'
import { startWorker, type WorkerEnd } from '../src/trainer/start'
import { built } from './built'

/** How a job went, told as one line of JSON; `crash` where its worker ended without a word. */
export interface Errand {
  readonly end?: WorkerEnd
  readonly crash?: string
  /** What it said it trains on: "CPU", "CPU, not compiled". */
  readonly device?: string
  /** Training steps it told of. */
  readonly steps: number
  readonly ms: number
  /** Peak resident set of the process so far, MB. */
  readonly rss: number
}

/** Does the jobs it is given one after the other, each in a worker thread as in the studio, and ends. */
async function main(jobs: readonly Job[]): Promise<void> {
  for (const job of jobs) {
    const begun = performance.now()
    let steps = 0
    let device: string | undefined
    const worker = startWorker(job, built('trainer'))
    worker.onEvent((event) => {
      if (event.kind === 'metrics') steps += event.training.length
      if (event.kind === 'state') device = event.device
    })
    const end = await worker.ended.then(
      (end) => ({ end }),
      (error: unknown) => ({ crash: String(error) }),
    )
    const errand: Errand = {
      ...end,
      ...(device !== undefined && { device }),
      steps,
      ms: performance.now() - begun,
      rss: process.resourceUsage().maxRSS / 1024,
    }
    console.log(JSON.stringify(errand))
  }
}

await main(JSON.parse(process.argv[2] as string) as Job[])
