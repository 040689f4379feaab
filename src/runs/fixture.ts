import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LearnerState } from '../engine/learner'
import type { Drawing, Frame } from '../studio/drawing'
import { DEFAULTS } from '../studio/settings'
import type { CheckpointInfo } from './checkpoint'
import type { RunPlan } from './create'

/** For tests: what a run is made of, small. */
export const PLAN: RunPlan = {
  name: 'Strokes · Laptop',
  preset: 'laptop',
  engine: 'wasm',
  dataset: {
    id: 'strokes',
    title: 'Strokes',
    kind: 'grey',
    channels: 1,
    height: 28,
    width: 28,
    trainCount: 10_000,
    classes: [],
  },
  settings: { ...DEFAULTS, steps: 1000, keepCheckpoints: 2 },
}
export const SHAPES = { enc_w: [4, 3], enc_b: [3] }

/** Numbers that differ by `seed` and `stream`. */
const floats = (length: number, seed: number, stream: string) =>
  Float32Array.from({ length }, (_, i) => Math.sin(seed + 31 * stream.charCodeAt(0) + stream.length + i))

export const stateOf = (seed: number): LearnerState => {
  const arrays = (stream: string) => ({
    enc_w: floats(12, seed, `${stream} w`),
    enc_b: floats(3, seed, `${stream} b`),
  })
  return { params: arrays('params'), m: arrays('m'), v: arrays('v'), updates: seed }
}

export const infoOf = (step: number, score: number | null = null, kept = false): CheckpointInfo => ({
  step,
  seed: 7,
  epoch: 1,
  seconds: 12.5,
  score,
  bestScore: score,
  kept,
  engine: 'wasm',
  created: '2026-11-20T12:00:00.000Z',
  version: '0.1.0',
})

export function frameOf(step: number): Frame {
  const [count, glimpses, channels, height, width, side] = [16, 3, 1, 5, 4, 2]
  const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7 + step) % 256)
  const drawing: Drawing = {
    count,
    glimpses,
    channels,
    height,
    width,
    canvases: bytes(count * glimpses * channels * height * width),
    write: floats(count * glimpses * 5, step, 'write'),
    writePatches: bytes(count * glimpses * channels * side * side),
  }
  return {
    step,
    reconstructions: {
      ...drawing,
      read: floats(count * glimpses * 5, step, 'read'),
      readPatches: bytes(count * glimpses * channels * side * side),
      nats: floats(count * glimpses, step, 'nats'),
    },
    samples: drawing,
    targets: bytes(count * channels * height * width),
    canvas0: bytes(channels * height * width),
  }
}

export const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0)
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'easel-runs-'))
