import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Run } from '../src/runs/run'
import { report } from './report'
import { runErrands, type Errands } from './runErrands'
import { median, rounded } from './statistics'
import { inFolder, newRun, runSettings } from './trainings'

interface Options {
  readonly starts: number
  readonly each: number
  readonly shards: number
  readonly steps: number
}

/** Starts and ends of a training worker: how many crashed, and how many of those that ended left something out. */
export const benchStarts = (options: Options): Promise<void> => inFolder((folder) => starts(options, folder))

async function starts({ starts, each, shards, steps }: Options, folder: string): Promise<void> {
  const settings = { ...runSettings('small'), steps, validateEvery: steps, checkpointEvery: steps }
  const library = join(folder, 'library')
  const seconds: number[] = []
  const troubles: { start: number; what: string }[] = []
  const trouble = (start: number, what: string) => {
    troubles.push({ start, what })
    console.log(`start ${start}: ${what}`)
  }
  const devices = new Set<string>()
  let crashes = 0
  let lost = 0
  let done = 0
  while (done < starts) {
    const runs = Array.from({ length: Math.min(each, starts - done) }, (_, i) =>
      newRun(join(folder, `run-${done + i}`), settings),
    )
    const told = await runErrands(runs.map(({ folder: run }) => ({ kind: 'train', run, library, shards })))
    for (const [i, run] of runs.slice(0, told.errands.length).entries()) {
      const errand = told.errands[i] as Errands['errands'][number]
      seconds.push(errand.ms / 1e3)
      if (errand.device !== undefined) devices.add(errand.device)
      if (errand.crash !== undefined) crashes++
      const what = errand.crash ?? missing(errand, run, steps)
      if (what === undefined) continue
      if (errand.crash === undefined) lost++
      trouble(done + i, what)
    }
    done += told.errands.length
    if (told.ending !== 'code 0') {
      crashes++
      const when = told.errands.length < runs.length ? 'in a job' : 'after its last job'
      trouble(done, `the process ended ${when}: ${told.ending} ${told.stderr}`)
      // The job it died of is not begun again.
      if (told.errands.length < runs.length) done++
    }
    for (const run of runs) rmSync(run.folder, { recursive: true, force: true })
    console.log(`${done} of ${starts}: ${crashes} crashed, ${lost} lost output`)
  }
  report('starts', {
    shards,
    steps,
    processes: Math.ceil(starts / each),
    devices: [...devices],
    troubles,
    rows: [{ starts: done, crashes, 'lost output': lost, 'median s': rounded(median(seconds), 2) }],
  })
}

/** What an ended training left out, told or on disk; undefined when nothing. */
function missing(
  { end, steps: told }: Errands['errands'][number],
  run: Run,
  steps: number,
): string | undefined {
  if (end?.kind !== 'done') return `it failed: ${JSON.stringify(end)}`
  const { state } = run.manifest()
  const logged = run.curves().training.step.length
  const saved = run.checkpoints().at(-1)?.step
  const whole = state === 'finished' && told === steps && logged === steps && saved === steps
  return whole
    ? undefined
    : `${state}; of ${steps} steps ${told} were told of and ${logged} logged; newest checkpoint ${saved}`
}
