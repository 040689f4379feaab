import type { Hello, Replies, RequestName, Studio, StudioEvent } from '../../studio/api'
import type { DatasetCard } from '../../studio/requests/data'
import { REQUESTS } from '../../studio/api'
import { changed, NO_PREFERENCES } from '../../studio/preferences'
import type { RunSummary } from '../../studio/run'
import { DEFAULTS } from '../../studio/settings'
import type { Connection } from '../connect'

/** The studio lives in Node; components are tested in a browser against this stand-in, which answers what it is told. */
export interface FakeStudio {
  readonly connection: Connection
  /** Requests that were made, oldest first; each was valid. */
  readonly calls: { readonly name: RequestName; readonly body: unknown }[]
  /** Says something to the window. */
  tell(event: StudioEvent): void
  /** Ends the connection. */
  close(): void
}
export type Answers = {
  [N in RequestName]?: (body: Parameters<Studio[N]>[0]) => Replies[N] | Promise<Replies[N]>
}

export function fakeStudio(answers: Answers = {}): FakeStudio {
  const calls: FakeStudio['calls'] = []
  const listeners = new Set<(event: StudioEvent) => void>()
  const closing = new Set<() => void>()
  const all: Answers = {
    hello: () => HELLO,
    datasets: () => [STROKES, MNIST],
    runs: () => [],
    evaluations: () => [],
    prefer: (change) => changed(NO_PREFERENCES, change),
    estimate: () => ({
      parameters: 198_442,
      bytes: 412e6,
      secondsPerStep: 0.021,
      secondsPerEpoch: 16.4,
      secondsTotal: 105,
    }),
    ...answers,
  }
  const ask =
    <N extends RequestName>(name: N) =>
    async (body: Parameters<Studio[N]>[0]): Promise<Replies[N]> => {
      REQUESTS[name].parse(body)
      calls.push({ name, body })
      const answer = all[name]
      if (!answer) throw new Error(`The test has no answer for ${name}`)
      return answer(body)
    }
  const studio = Object.fromEntries(
    (Object.keys(REQUESTS) as RequestName[]).map((name) => [name, ask(name)]),
  ) as unknown as Studio
  return {
    connection: {
      studio,
      onEvent(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      onClose: (listener) => closing.add(listener),
    },
    calls,
    tell: (event) => listeners.forEach((listener) => listener(event)),
    close: () => closing.forEach((listener) => listener()),
  }
}

export const HELLO: Hello = {
  version: '0.1.0',
  shell: 'browser',
  engines: [
    { name: 'tensorflow', title: 'TensorFlow', available: true, device: 'CPU', reason: 'Native, 2 threads' },
    { name: 'wasm', title: 'WebAssembly', available: true, device: 'CPU', reason: 'Runs anywhere, slower' },
    {
      name: 'cpu',
      title: 'JavaScript',
      available: false,
      device: 'CPU',
      reason: 'For tests: far too slow to train',
    },
  ],
  engine: 'tensorflow',
  runsFolder: '/home/ada/.local/share/easel/runs',
  preferences: NO_PREFERENCES,
  troubles: [],
}

/** Slanted bars, so that a sheet of them is seen to be in order. */
function bars(count: number, side: number): Uint8Array {
  const images = new Uint8Array(count * side * side)
  for (let i = 0; i < count; i++)
    for (let y = 3; y < side - 3; y++)
      for (let x = 3; x < side - 3; x++)
        if (Math.abs(x - side / 2 - ((y - side / 2) * (i - count / 2)) / count) < 2)
          images[(i * side + y) * side + x] = 255
  return images
}

export const STROKES: DatasetCard = {
  id: 'strokes',
  title: 'Strokes',
  about: 'Ten kinds of pen-drawn shapes, made here from a seed.',
  kind: 'grey',
  channels: 1,
  height: 28,
  width: 28,
  counts: [50_000, 10_000, 10_000],
  classes: Array.from({ length: 10 }, (_, i) => `kind ${i}`),
  licence: 'MIT',
  source: 'Made by Easel',
  state: 'here',
  thumbnails: bars(24, 28),
}
export const MNIST: DatasetCard = {
  ...STROKES,
  id: 'mnist',
  title: 'MNIST',
  about: 'Handwritten digits.',
  licence: 'CC BY-SA 3.0',
  source: 'Y. LeCun, C. Cortes, C. Burges',
  state: 'downloadable',
  downloadBytes: 11_594_722,
}
export const BINARIZED: DatasetCard = {
  ...MNIST,
  id: 'binarized-mnist',
  title: 'Static binarized MNIST',
  about: 'The canonical binarization, behind the paper’s Table 2.',
  kind: 'binary',
  state: 'here',
}
/** Colour pictures, as SVHN's. */
export const HOUSES: DatasetCard = {
  ...STROKES,
  id: 'houses',
  title: 'Houses',
  about: 'House numbers.',
  channels: 3,
  height: 64,
  width: 64,
  thumbnails: new Uint8Array(0),
}

/** A finished run of Strokes with the Laptop preset, with `change` made to it. */
export function runOf(change: Partial<RunSummary> = {}): RunSummary {
  const id = change.id ?? 'strokes-laptop-1'
  return {
    id,
    folder: `${HELLO.runsFolder}/${id}`,
    name: 'Strokes · Laptop',
    preset: 'laptop',
    engine: 'tensorflow',
    dataset: 'strokes',
    datasetTitle: 'Strokes',
    pixels: 'dynamic',
    variant: 'dynamic pixels',
    task: 'draw',
    state: 'finished',
    step: 5000,
    until: 5000,
    bestScore: 96.42,
    created: '2026-11-20T14:05:00Z',
    tags: [],
    note: '',
    settings: DEFAULTS,
    bytes: 48_200_000,
    ...change,
  }
}

/** What the studio tells of {@link runOf}'s run when it is opened. */
export function detailOf(summary: RunSummary): Replies['run'] {
  return {
    summary,
    manifest: {
      format: 'easel-run-1',
      id: summary.id,
      name: summary.name,
      preset: summary.preset,
      engine: summary.engine,
      dataset: { ...STROKES, trainCount: STROKES.counts[0] },
      settings: { ...DEFAULTS, task: summary.task, glimpses: 10, hidden: 128, latent: 20 },
      until: summary.until,
      state: summary.state,
      tags: summary.tags,
      note: summary.note,
      labels: {},
      created: summary.created,
      version: HELLO.version,
    },
    checkpoints: [4000, 4500, 5000].map((step) => ({
      step,
      score: 100 - step / 1000,
      best: step === 4500,
      kept: step === 4000,
      bytes: 2_400_000,
      created: '2026-11-20T14:10:00Z',
    })),
    snapshots: [100, 200, 300],
    snapshotsMade: 3,
  }
}
