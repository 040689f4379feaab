import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { STROKES_CLASSES } from '../data/strokes/strokes'
import { createRunAt } from '../runs/create'
import type { Run } from '../runs/run'
import type { EngineName } from '../studio/run'
import { DEFAULTS, type Settings } from '../studio/settings'
import type { Job, WorkerEvent } from '../studio/trainer'

let builds = 0
/** For tests: builds the worker as the studio's own build does, within the checkout so that packages are found. */
export async function buildTrainer(): Promise<{ worker: string; start: string; remove: () => void }> {
  const outDir = resolve('out', `unit-${process.pid}-${builds++}`)
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      ssr: true,
      target: 'node20',
      rolldownOptions: {
        input: { trainer: resolve('src/trainer/worker.ts'), start: resolve('src/trainer/start.ts') },
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
    ssr: { noExternal: ['env-paths', 'fast-png', 'msgpackr', 'fflate', 'zod'] },
  })
  return {
    worker: join(outDir, 'trainer.js'),
    start: join(outDir, 'start.js'),
    remove: () => rmSync(outDir, { recursive: true, force: true }),
  }
}

/** Small enough for hundreds of steps a second. */
export const TINY: Settings = {
  ...DEFAULTS,
  glimpses: 2,
  hidden: 8,
  latent: 3,
  readSize: 2,
  writeSize: 3,
  batch: 8,
  steps: 20,
  validationImages: 12,
  validateEvery: 5,
  checkpointEvery: 5,
  snapshotEvery: 10,
}

export function tinyRun(folder: string, engine: EngineName, settings: Partial<Settings> = {}): Run {
  mkdirSync(dirname(folder), { recursive: true })
  return createRunAt(folder, {
    name: 'Tiny',
    preset: 'custom',
    engine,
    dataset: {
      id: 'strokes',
      title: 'Strokes',
      kind: 'grey',
      channels: 1,
      height: 28,
      width: 28,
      trainCount: 10_000,
      classes: STROKES_CLASSES,
    },
    settings: { ...TINY, ...settings },
  })
}

/** A process of its own that trains `run`, to be killed; `start` is the built start.ts. */
export function trainInChild(start: string, run: Run, library: string) {
  const job: Job = { kind: 'train', run: run.folder, library }
  const child = spawn(
    process.execPath,
    [
      '-e',
      `require(${JSON.stringify(start)}).startWorker(${JSON.stringify(job)})
        .onEvent((event) => event.kind === 'frame' || console.log(JSON.stringify(event)))`,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const told: WorkerEvent[] = []
  const waiting: { step: number; resolve: () => void }[] = []
  createInterface(child.stdout).on('line', (line) => {
    const event = JSON.parse(line) as WorkerEvent
    told.push(event)
    const step = event.kind === 'metrics' ? (event.training.at(-1)?.step ?? 0) : 0
    for (const each of waiting) if (step > each.step) each.resolve()
  })
  return {
    told,
    /** Waits until it has trained past `step`. */
    past: (step: number) =>
      new Promise<void>((resolve, reject) => {
        waiting.push({ step, resolve })
        child.once('exit', () => reject(new Error(`the child ended: ${JSON.stringify(told.at(-1))}`)))
      }),
    async kill() {
      const gone = once(child, 'close')
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** The curves without what depends on the clock. */
export function losses(run: Run) {
  const { training, validation } = run.curves()
  const { imagesPerSecond, seconds, ...losses } = training
  void [imagesPerSecond, seconds]
  return { training: losses, validation }
}
