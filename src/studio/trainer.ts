import type { z } from 'zod'
import type { Drawing, Frame, Provenance, Reading } from './drawing'
import type { Content, ExportName, ExportOptions } from './exports'
import type { Point } from './plan'
import type { Inspection, PictureChoices, Preview, SomeChoices } from './pictures'
import type {
  Checkpoint,
  EngineName,
  Failure,
  Manifest,
  RunState,
  StepMetrics,
  ValidationMetrics,
  SPLIT_NAMES,
  resultSchema,
} from './run'
import type { LiveSettings, Settings } from './settings'

export type Split = (typeof SPLIT_NAMES)[number]

/** A job a worker is started with, one worker a job. Folders are absolute. */
export type Job =
  | TrainJob
  /** Keeps a run that draws open, and draws what it is asked for. */
  | { kind: 'gallery'; run: string; library: string }
  | {
      kind: 'evaluate'
      run: string
      library: string
      checkpoint: CheckpointChoice
      split: Split
      limit?: number
      seed: number
    }
  /** What a classifier makes of images of a split. */
  | {
      kind: 'read'
      run: string
      library: string
      checkpoint: CheckpointChoice
      split: Split
      /** Place of the first. */
      first: number
      count: number
    }
  /** Opens an engine, and waits to be told to measure, to train or to stop. */
  | { kind: 'ready'; engine: EngineName }
  /** Makes a file to take away. Checkpoints are named by their steps. */
  | {
      kind: 'export'
      run: string
      library: string
      format: ExportName
      of: Content
      options: ExportOptions
      provenance: Provenance
    }
  /** Brings files into the library; with `ask`, tells instead what there is to choose, if anything is. */
  | { kind: 'import'; library: string; files: ChosenFiles; choices?: SomeChoices | 'ask' }
  /** Makes of picture files what an import would. */
  | { kind: 'preview'; samples: readonly Uint8Array[]; choices: PictureChoices }
  /** Fetches a known data set into the library. */
  | { kind: 'download'; library: string; id: string }
  /** Makes a run in the folder `runs` that begins with a checkpoint of the one in `run`. */
  | { kind: 'fork'; runs: string; run: string; checkpoint: CheckpointChoice; plan: ForkPlan }
  /** Writes a run as one zip to `file`. */
  | { kind: 'pack'; run: string; file: string }
  /** Makes a run in the folder `runs` of a zip. */
  | { kind: 'unpack'; runs: string; file: string }

/** Trains the run in `run` from its checkpoint (or from the beginning if it has none) to manifest.until. */
export interface TrainJob {
  kind: 'train'
  run: string
  library: string
  checkpoint?: CheckpointChoice
  /** In how many parts a compiled step computes a batch, side by side; by rule where left out. */
  shards?: number
}

export type ForkPlan = Pick<Manifest, 'name' | 'preset' | 'engine' | 'dataset' | 'settings'>

/** Paths, or what a browser handed over. */
export type ChosenFiles = readonly (string | { name: string; bytes: Uint8Array })[]

/** A few steps of `settings` to be timed, on random images: what the New run view shows before Start. */
export interface Measurement {
  /** Comes back with the answer. */
  question: number
  settings: Settings
  /** Of the data set's own images. */
  channels: number
  height: number
  width: number
  classes: readonly string[]
}

export type CheckpointChoice = 'latest' | 'best' | number

/** What a training worker is told while it runs; answered within one training step. */
export type Command =
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'checkpoint' }
  /** Go on with these settings, and keep them with the run. */
  | { kind: 'change'; settings: LiveSettings }
  | { kind: 'stop'; keep: boolean }
  /** To a worker that is ready, or measures: measure this now. */
  | { kind: 'measure'; of: Measurement }
  /** To the same: do this job now, with all that has been loaded and compiled. */
  | { kind: 'train'; job: TrainJob }
  /** To a worker that keeps a gallery open. */
  | { kind: 'ask'; question: number; of: GalleryQuestion }
  /** Send a frame now. */
  | { kind: 'probe' }
  /** Whether anyone watches: no frames are made for nobody. */
  | { kind: 'watch'; on: boolean }
  /** The last frame was taken; the next may come. Latest wins. */
  | { kind: 'frame-taken' }

/** The nearest training image (pixel L2) of each sample. */
export interface Nearest {
  /** [count, C, H, W], 0…255. */
  images: Uint8Array
  /** Place in the training split. */
  indices: number[]
  /** L2 distance of pixels in 0…1. */
  distances: number[]
}
/** What a worker that keeps a gallery open is asked; checkpoints by their steps. */
export type GalleryQuestion =
  /** `live`: quickly, whatever the last bits. */
  | { kind: 'draw'; checkpoint: number; points: readonly Point[]; live: boolean }
  /** The first of them, and how many, of the validation split. */
  | { kind: 'images'; first: number; count: number }
  /** Of the finished drawings, [count, C, H, W]. */
  | { kind: 'nearest'; pictures: Uint8Array; count: number }
export interface GalleryAnswers {
  draw: Drawing
  images: { images: Uint8Array; total: number }
  /** Null for scenes: they are made anew all the time. */
  nearest: Nearest | null
}

export interface SampleResult {
  step: number
  drawing: Drawing
  nearest?: Nearest
}
export interface EvaluateResult {
  step: number
  images: number
  result: z.infer<typeof resultSchema>
}
/** Images of a split as a classifier reads them. */
export interface ReadResult {
  step: number
  /** Place of the first of them. */
  first: number
  /** Images in the split. */
  total: number
  reading: Reading
  /** [count, C, H, W], 0…255. */
  images: Uint8Array
  /** [count], classes counted from 0. */
  labels: Uint8Array
}
export interface MeasureResult {
  secondsPerStep: number
  bytes: number
}

export interface ExportMade {
  bytes: Uint8Array
  /** Of samples, where it was asked for. */
  nearest?: Nearest
}
export interface ImportResult {
  id: string
  /** What a person should know of how it was imported. */
  notes: string[]
}
/** What there is to choose before an import. */
export interface InspectResult {
  inspection: Omit<Inspection, 'token'>
  /** Some of the pictures, as their files hold them. */
  samples: readonly Uint8Array[]
}
/** A run that was made. */
export interface RunResult {
  folder: string
}
export interface PackResult {
  bytes: number
}
/** What each job answers with. */
export interface Results {
  train: TrainResult
  gallery: null
  evaluate: EvaluateResult
  read: ReadResult
  /** What came of it when it was told to train. */
  ready: TrainResult | null
  export: ExportMade
  import: ImportResult | InspectResult
  preview: Preview
  download: ImportResult
  fork: RunResult
  pack: PackResult
  unpack: RunResult
}

/** What a training worker does until its first step is taken: the last two are that step, compiled or not. */
export type Preparation = 'data' | 'engine' | 'compile' | 'first step'

/** What a worker tells. The last message is `done` or `failed`: an end without either is a crash. */
export type WorkerEvent =
  /** It turned to this; told again when it had been paused. While it compiles it hears nothing. */
  | { kind: 'preparing'; what: Preparation }
  | { kind: 'state'; state: RunState; step: number; engine: EngineName; device: string }
  /** At most 10 a second. */
  | { kind: 'metrics'; training: StepMetrics[]; validation: ValidationMetrics[] }
  /** At most 10 a second, and one until `frame-taken`. */
  | { kind: 'frame'; frame: Frame }
  | { kind: 'checkpoint'; checkpoint: Checkpoint }
  /** A snapshot was kept on disk, the last of `made`; those of `removed` steps gave way to it. */
  | { kind: 'snapshot'; step: number; made: number; removed: readonly number[] }
  /** From after `step` on it trains with these settings. */
  | { kind: 'changed'; step: number; settings: LiveSettings }
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'answer'; question: number; answer: GalleryAnswers[GalleryQuestion['kind']] }
  | { kind: 'unanswered'; question: number; failure: Failure }
  | { kind: 'measured'; question: number; result: MeasureResult }
  | { kind: 'unmeasured'; question: number; failure: Failure }
  | { kind: 'done'; result: Results[Job['kind']] }
  | { kind: 'failed'; failure: Failure }
export interface TrainResult {
  state: RunState
  step: number
  kept: boolean
}
