import { join } from 'node:path'
import { startWorker } from '../src/trainer/start'
import { built } from './built'
import { report } from './report'
import { rounded } from './statistics'
import { inFolder, newRun, runSettings } from './trainings'

interface Options {
  readonly preset: string
  readonly steps: number
  readonly watched: boolean
}
/** Before it caches and pools still fill. */
const SETTLED = 200

/** Resident memory of one long training, as the studio trains: worker, run folder, metrics, checkpoints, snapshots. */
export const benchSoak = (options: Options): Promise<void> => inFolder((folder) => soak(options, folder))

async function soak({ preset, steps, watched }: Options, folder: string): Promise<void> {
  const tenths = Array.from({ length: 10 }, (_, i) => Math.round(((i + 1) * steps) / 10))
  const marks = [SETTLED, ...tenths.filter((step) => step > SETTLED)]
  const run = newRun(join(folder, 'run'), { ...runSettings(preset), steps })
  const begun = performance.now()
  const worker = startWorker(
    { kind: 'train', run: run.folder, library: join(folder, 'library') },
    { file: built('trainer') },
  )
  const rows: { step: number; 'RSS MB': number; 'of the first': number; minutes: number }[] = []
  let device = ''
  let frames = 0
  worker.onEvent((event) => {
    switch (event.kind) {
      case 'state':
        device = event.device
        break
      case 'frame':
        frames++
        worker.send({ kind: 'frame-taken' })
        break
      case 'metrics': {
        const step = event.training.at(-1)?.step ?? 0
        if (step < (marks[0] ?? Infinity)) break
        while (step >= (marks[0] ?? Infinity)) marks.shift()
        const rss = process.memoryUsage.rss() / 2 ** 20
        const row = {
          step,
          'RSS MB': rounded(rss, 1),
          'of the first': rounded(rss / (rows[0]?.['RSS MB'] ?? rss), 3),
          minutes: rounded((performance.now() - begun) / 60e3, 2),
        }
        rows.push(row)
        console.log(`step ${step}: ${row['RSS MB']} MB`)
      }
    }
  })
  if (watched) worker.send({ kind: 'watch', on: true })
  const end = await worker.ended
  if (end.kind === 'failed') throw new Error(end.failure.message)
  const logged = run.curves().training.step.length
  report('soak', { preset, steps, device, frames, logged, ratio: rows.at(-1)?.['of the first'], rows })
}
