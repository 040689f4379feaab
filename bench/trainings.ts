import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRunAt } from '../src/runs/create'
import type { Run } from '../src/runs/run'
import { presetOf, PRESETS, settingsOf } from '../src/studio/presets'
import type { EngineName } from '../src/studio/run'
import { DEFAULTS, type Settings } from '../src/studio/settings'
import { Unmeasured } from './report'

/** Small enough for hundreds of steps a second. */
const SMALL: Settings = {
  ...DEFAULTS,
  glimpses: 4,
  hidden: 16,
  latent: 4,
  readSize: 2,
  writeSize: 3,
  batch: 8,
}

export const RUN_PRESETS = ['small', ...PRESETS.map(({ id }) => id)]

/** The settings of a preset of the studio's, or of `small`. @throws Unmeasured */
export function runSettings(name: string): Settings {
  const preset = presetOf(name)
  if (name !== 'small' && !preset)
    throw new Unmeasured(`There is no preset ${name}: ${RUN_PRESETS.join(', ')}.`)
  return preset ? settingsOf(preset, { kind: 'grey', channels: 1 }) : SMALL
}

/** A run on Strokes, in a folder that is not there yet. */
export const newRun = (folder: string, settings: Settings, engine: EngineName = 'tensorflow'): Run =>
  createRunAt(folder, {
    name: 'Bench',
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
      classes: [],
    },
    settings,
  })

/** Works in a folder of its own, removed after. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'easel-bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
