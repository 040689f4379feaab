import { copyFileSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { MetricsLog } from '../src/runs/metricsLog'
import type { Entry } from '../src/runs/metrics'
import { snapshotFile } from '../src/runs/layout'
import type { Run } from '../src/runs/run'
import { writeSnapshot } from '../src/runs/snapshot'
import { generator } from '../src/random/generator'
import type { Drawing, DrawnFrame } from '../src/studio/drawing'
import { median } from './statistics'
import { newRun, runSettings } from './trainings'

/*
 * Runs as long as those of weeks, made up in seconds.
 */

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const APPENDED_AT_ONCE = 10_000

/** A run of MNIST's settings with as many logged steps, and snapshots until they take so many bytes. */
export function makeRun(folder: string, name: string, steps: number, bytes: number, seed = 1): Run {
  const settings = { ...runSettings('mnist'), steps, seed }
  const run = newRun(folder, settings)
  run.annotate({ name })
  logSteps(run.folder, steps, seed)
  if (bytes > 0) keepSnapshots(run, steps, bytes)
  run.update({ state: 'finished' })
  return run
}

/** Losses that fall as those of DRAW do, with noise and spikes. */
function logSteps(folder: string, steps: number, seed: number): void {
  const log = new MetricsLog(folder)
  const { uniform } = generator(seed, 'made run')
  let entries: Entry[] = [{ kind: 'resumed', step: 0, at: new Date().toISOString(), engine: 'tensorflow' }]
  for (let step = 1; step <= steps; step++) {
    const lz = 20 + 4 * Math.log10(step) * uniform()
    const spike = uniform() < 1e-3 ? 200 : 0
    const lx = 60 + 480 / (1 + step / 300) + 8 * uniform() + spike
    const seconds = 0.24 * step
    entries.push({
      kind: 'training',
      metrics: {
        step,
        bound: lx + lz,
        lx,
        lz,
        gradNorm: 5 + 20 * uniform() + spike,
        imagesPerSecond: 400 + 20 * uniform(),
        seconds,
      },
    })
    if (step % 100 === 0) entries.push({ kind: 'validation', metrics: { step, bound: lx + lz, lx, lz } })
    if (entries.length >= APPENDED_AT_ONCE) {
      log.append(entries)
      entries = []
    }
  }
  log.append(entries)
  log.close()
}

/** So many differ; the others are copies of them. */
const DISTINCT = 20

/** Snapshots of strokes that grow with t, at even distances. */
function keepSnapshots(run: Run, steps: number, bytes: number): void {
  for (let i = 0; i < DISTINCT; i++) writeSnapshot(run.folder, { ...strokes(i), step: i }, i + 1)
  run.writeThumbnail(PNG)
  const made = Array.from({ length: DISTINCT }, (_, i) => snapshotFile(run.folder, i))
  const each = median(made.map((file) => statSync(file).size))
  const count = Math.max(2, Math.floor(bytes / each))
  const aside = mkdtempSync(join(run.folder, 'made-'))
  const kept = made.map((file, i) => {
    const to = join(aside, `${i}.npz`)
    renameSync(file, to)
    return to
  })
  for (let i = 0; i < count; i++)
    copyFileSync(
      kept[i % DISTINCT] as string,
      snapshotFile(run.folder, Math.round((i * steps) / (count - 1))),
    )
  rmSync(aside, { recursive: true })
}

const [COUNT, GLIMPSES, SIDE] = [16, 64, 28]

function strokes(which: number): DrawnFrame {
  const { uniform } = generator(which, 'made snapshot')
  const canvases = new Uint8Array(COUNT * GLIMPSES * SIDE * SIDE)
  const canvas = new Uint8Array(SIDE * SIDE)
  for (let image = 0; image < COUNT; image++) {
    canvas.fill(40)
    let [x, y] = [14, 14]
    for (let t = 0; t < GLIMPSES; t++) {
      x = Math.min(SIDE - 2, Math.max(1, x + 3 * (uniform() - 0.5)))
      y = Math.min(SIDE - 2, Math.max(1, y + 3 * (uniform() - 0.5)))
      for (const [dx, dy] of [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ] as const)
        canvas[(Math.floor(y) + dy) * SIDE + Math.floor(x) + dx] = 150 + 100 * uniform()
      canvases.set(canvas, (image * GLIMPSES + t) * SIDE * SIDE)
    }
  }
  const boxes = () =>
    Float32Array.from(
      { length: COUNT * GLIMPSES * 5 },
      (_, i) => ([14, 14, 2.5, 1, 1][i % 5] as number) + (i % 5 < 2 ? 8 * (uniform() - 0.5) : 0),
    )
  const patches = (side: number) =>
    Uint8Array.from({ length: COUNT * GLIMPSES * side * side }, () => 255 * uniform())
  const drawing: Drawing = {
    count: COUNT,
    glimpses: GLIMPSES,
    channels: 1,
    height: SIDE,
    width: SIDE,
    canvases,
    write: boxes(),
    writePatches: patches(5),
  }
  return {
    step: 0,
    reconstructions: {
      ...drawing,
      read: boxes(),
      readPatches: patches(2),
      nats: Float32Array.from({ length: COUNT * GLIMPSES }, () => uniform()),
    },
    samples: drawing,
    targets: canvases.slice(0, COUNT * SIDE * SIDE),
  }
}

/** Makes `count` runs of so many steps in the runs folder of `home`; the first has the snapshots. */
export function makeRuns(home: string, count: number, steps: number, bytes: number): Run[] {
  return Array.from({ length: count }, (_, i) =>
    makeRun(join(home, 'runs', `made-${i + 1}`), `Made ${i + 1}`, steps, i === 0 ? bytes : 0, i + 1),
  )
}
