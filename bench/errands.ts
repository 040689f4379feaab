import { existsSync, readFileSync } from 'node:fs'
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
    const worker = startWorker(job, { file: built('trainer') })
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
      rss: peakRss(),
    }
    console.log(JSON.stringify(errand))
  }
}

/** MB. What getrusage tells may be the parent's, from before this process began its own program. */
function peakRss(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : ''
  const kilobytes = /VmHWM:\s*(\d+)/.exec(status)?.[1]
  return (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes)) / 1024
}

await main(JSON.parse(process.argv[2] as string) as Job[])
