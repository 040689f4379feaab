import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { createRunAt } from '../runs/create'
import type { Run } from '../runs/run'
import type { EngineName } from '../studio/run'
import { DEFAULTS, type Settings } from '../studio/settings'

/** For tests: builds the worker as the studio's own build does, within the checkout so that packages are found. */
export async function buildTrainer(): Promise<{ worker: string; start: string; remove: () => void }> {
  const outDir = resolve('out', `unit-${process.pid}`)
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

export const tinyRun = (folder: string, engine: EngineName, settings: Partial<Settings> = {}): Run =>
  createRunAt(folder, {
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
    },
    settings: { ...TINY, ...settings },
  })
