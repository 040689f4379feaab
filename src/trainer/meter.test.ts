import { rmSync } from 'node:fs'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../runs/fixture'
import { readCurves } from '../runs/curves'
import { MetricsLog } from '../runs/metricsLog'
import type { WorkerEvent } from '../studio/trainer'
import { Meter } from './meter'

it('sends at most ten messages a second, and logs every step once', async () => {
  const folder = temporaryFolder()
  const log = new MetricsLog(folder)
  const told: WorkerEvent[] = []
  const meter = new Meter(log, (event) => told.push(event))
  const begun = performance.now()
  for (let step = 1; step <= 150; step++) {
    meter.step({ step, bound: 1, lx: 1, lz: 0, gradNorm: 1, imagesPerSecond: 1, seconds: 1 })
    if (step % 10 === 0) meter.save()
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  expect(told.length).toBeLessThanOrEqual(1 + (performance.now() - begun) / 100)
  meter.flush()
  log.close()
  const all = Array.from({ length: 150 }, (_, i) => i + 1)
  const steps = told
    .flatMap((event) => (event.kind === 'metrics' ? event.training : []))
    .map(({ step }) => step)
  expect(steps).toEqual(all)
  expect([...readCurves(folder).training.step]).toEqual(all)
  rmSync(folder, { recursive: true })
})
