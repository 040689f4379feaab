import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { generator } from '../random/generator'
import { openRun } from '../runs/run'
import { listRuns } from '../runs/summary'
import { buildTrainer, losses, tinyRun, trainInChild } from './fixture'
import { startWorker } from './start'

const KILLS = 20
const CHECKPOINT_EVERY = 4

it(
  'loses no more than the steps since the last checkpoint, whenever it is killed',
  { timeout: 600_000 },
  async () => {
    const trainer = await buildTrainer()
    const root = mkdtempSync(join(tmpdir(), 'easel-kill-'))
    const library = join(root, 'library')
    try {
      const settings = {
        steps: 1_000_000,
        checkpointEvery: CHECKPOINT_EVERY,
        validateEvery: 3,
        snapshotEvery: 3,
      }
      const run = tinyRun(join(root, 'runs', 'killed'), 'wasm', settings)
      const { below } = generator(Date.now() % 2 ** 31, 'kill')
      for (let kill = 0; kill < KILLS; kill++) {
        const child = trainInChild(trainer.start, run, library)
        // Most while it trains, some while it starts.
        if (kill % 5 > 0) await child.past(run.startingStep('latest'))
        await new Promise((resolve) => setTimeout(resolve, below(400)))
        await child.kill()

        expect(openRun(run.folder).manifest().state).toMatch(
          child.told.length > 0 ? /interrupted/ : /interrupted|stopped/,
        )
        expect(listRuns(join(root, 'runs'))[0]?.damaged).toBeUndefined()
        const kept = run.startingStep('latest')
        const told = child.told.flatMap((event) => (event.kind === 'metrics' ? event.training : [])).at(-1)
        // Killed between the last of them and its checkpoint, it loses them all.
        if (told) expect(kept).toBeGreaterThanOrEqual(told.step - CHECKPOINT_EVERY)
      }
      const until = run.startingStep('latest') + 1
      run.update({ until })
      await startWorker({ kind: 'train', run: run.folder, library }, { file: trainer.worker }).ended
      const straight = tinyRun(join(root, 'straight'), 'wasm', { ...settings, steps: until })
      await startWorker({ kind: 'train', run: straight.folder, library }, { file: trainer.worker }).ended
      expect(losses(run)).toEqual(losses(straight))
    } finally {
      trainer.remove()
      rmSync(root, { recursive: true, force: true })
    }
  },
)
