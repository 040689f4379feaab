import { z } from 'zod'
import { PICTURE_FORMATS, type Frame } from './drawing'
import { pictureChoicesSchema, type Inspection, type Preview } from './pictures'
import {
  engineNameSchema,
  SPLIT_NAMES,
  type Checkpoint,
  type Curves,
  type EngineStatus,
  type Evaluation,
  type Failure,
  type Manifest,
  type RunState,
  type RunSummary,
  type StepMetrics,
  type ValidationMetrics,
} from './run'
import { settingsSchema } from './settings'
import type { Preparation, ReadResult, SampleResult } from './trainer'

/** A data set as a card shows it. */
export interface DatasetCard {
  id: string
  title: string
  about: string
  kind: 'grey' | 'binary'
  channels: number
  height: number
  width: number
  /** Images in train, validation, test. */
  counts: [number, number, number]
  /** Names of the classes that its labels count from 0; none where it has no labels. */
  classes: readonly string[]
  licence: string
  source: string
  state: 'here' | 'downloadable' | 'import'
  downloadBytes?: number
  /** Up to 24 images, [n, C, H, W], 0…255. */
  thumbnails?: Uint8Array
}
export interface Hello {
  version: string
  shell: 'electron' | 'browser'
  engines: EngineStatus[]
  /** The engine new runs use. */
  engine: z.infer<typeof engineNameSchema>
  runsFolder: string
}
export interface Estimate {
  parameters: number
  /** Peak memory of training, bytes. */
  bytes: number
  secondsPerStep: number
  secondsPerEpoch: number
  secondsTotal: number
}
/** What a run that was started does before its first step. */
export interface Preparing {
  what: Preparation
  /** Since it was started. */
  seconds: number
}
export interface RunDetail {
  summary: RunSummary
  manifest: Manifest
  checkpoints: Checkpoint[]
  /** Steps with a kept snapshot. */
  snapshots: number[]
  /** Until its first step. */
  preparing?: Preparing
}
export interface ExportResult {
  /** Where it was written. */
  path: string
  name: string
  mime: string
  /** For a browser, which has no other way to the file. */
  bytes?: Uint8Array
}

const id = z.string().regex(/^[\w.-]{1,128}$/)
const checkpointChoice = z.union([z.enum(['latest', 'best']), z.int().min(0)])
const gallery = z.strictObject({
  run: id,
  checkpoint: checkpointChoice,
  count: z.int().min(1).max(100),
  seed: z.int().min(0).max(2_147_483_647),
})

/** What a window asks of the studio: one schema a request, checked where it arrives. */
export const REQUESTS = {
  hello: z.strictObject({}),
  datasets: z.strictObject({}),
  /** Electron: paths chosen in its dialog. */
  importPaths: z.strictObject({ paths: z.array(z.string()).min(1).max(1000) }),
  /** Browser: the files themselves; in a folder's, names are paths. */
  importFiles: z.strictObject({
    files: z
      .array(z.strictObject({ name: z.string(), bytes: z.instanceof(Uint8Array<ArrayBufferLike>) }))
      .min(1)
      .max(200_000),
  }),
  /** Some of the pictures that wait for choices, as they would be stored. */
  previewImport: z.strictObject({ token: z.string(), choices: pictureChoicesSchema }),
  importChosen: z.strictObject({ token: z.string(), choices: pictureChoicesSchema }),
  /** Ends the import under way, and forgets what waits for choices. */
  cancelImport: z.strictObject({}),
  download: z.strictObject({ id }),
  cancelDownload: z.strictObject({ id }),
  estimate: z.strictObject({ dataset: id, settings: settingsSchema, engine: engineNameSchema }),
  start: z.strictObject({
    name: z.string().max(200),
    dataset: id,
    preset: z.string(),
    settings: settingsSchema,
    engine: engineNameSchema,
  }),
  command: z.strictObject({
    run: id,
    command: z.enum(['pause', 'resume', 'checkpoint', 'stop-keep', 'stop-discard', 'probe']),
  }),
  /** Trains on from a checkpoint for `steps` more. */
  continue: z.strictObject({ run: id, checkpoint: checkpointChoice, steps: z.int().min(1).max(10_000_000) }),
  runs: z.strictObject({}),
  run: z.strictObject({ run: id }),
  curves: z.strictObject({ run: id }),
  snapshot: z.strictObject({ run: id, step: z.int().min(0) }),
  rename: z.strictObject({ run: id, name: z.string().trim().min(1, 'A run needs a name').max(200) }),
  deleteRun: z.strictObject({ run: id }),
  sample: gallery,
  /** What a classifying run makes of images of a split. */
  read: z.strictObject({
    run: id,
    checkpoint: checkpointChoice,
    split: z.enum(SPLIT_NAMES),
    first: z.int().min(0),
    count: z.int().min(1).max(100),
  }),
  /** How well a checkpoint does on a split, or its first `limit` images; kept with the run. */
  evaluate: z.strictObject({
    run: id,
    checkpoint: checkpointChoice,
    split: z.enum(SPLIT_NAMES),
    limit: z.int().min(1).optional(),
  }),
  /** Ends an evaluation under way. */
  cancelEvaluate: z.strictObject({}),
  /** Those kept with a run, oldest first. */
  evaluations: z.strictObject({ run: id }),
  export: gallery.extend({ format: z.enum(PICTURE_FORMATS) }),
  /** Frames of this run are wanted (or, null, of none). */
  watch: z.strictObject({ run: id.nullable() }),
  frameTaken: z.strictObject({}),
} as const

export interface Replies {
  hello: Hello
  datasets: DatasetCard[]
  importPaths: ImportAnswer
  importFiles: ImportAnswer
  previewImport: Preview
  importChosen: ImportReport
  cancelImport: null
  download: ImportReport
  cancelDownload: null
  estimate: Estimate
  start: { run: string }
  command: null
  continue: null
  runs: RunSummary[]
  run: RunDetail
  curves: Curves
  snapshot: Frame
  rename: null
  deleteRun: null
  sample: SampleResult
  read: ReadResult
  evaluate: Evaluation
  cancelEvaluate: null
  evaluations: Evaluation[]
  export: ExportResult
  watch: null
  frameTaken: null
}
export interface ImportReport {
  dataset: DatasetCard
  notes: string[]
}

/** Files are imported at once, unless there is something to choose. */
export type ImportAnswer = ImportReport | { inspection: Inspection }

/** What the studio tells every window. */
export type StudioEvent =
  | {
      kind: 'state'
      run: string
      state: RunState
      step: number
      until: number
      device: string
      failure?: Failure
    }
  | ({ kind: 'preparing'; run: string } & Preparing)
  | { kind: 'metrics'; run: string; training: StepMetrics[]; validation: ValidationMetrics[] }
  | { kind: 'frame'; run: string; frame: Frame }
  | { kind: 'checkpoint'; run: string; checkpoint: Checkpoint }
  | { kind: 'snapshot'; run: string; step: number }
  /** Download, import, sampling or evaluation under way; `total` 0 when unknown. */
  | { kind: 'progress'; job: string; done: number; total: number }
  /** The list of runs changed. */
  | { kind: 'runs' }

export type RequestName = keyof typeof REQUESTS
export type RequestOf<N extends RequestName> = z.infer<(typeof REQUESTS)[N]>
/** The one door between a window and the studio. Rejects with a {@link StudioError}. */
export type Studio = { [N in RequestName]: (request: RequestOf<N>) => Promise<Replies[N]> }

/** An error a person can act on: what happened, to which file or setting, and what to do. Crosses processes whole. */
export class StudioError extends Error {
  override readonly name = 'StudioError'
  constructor(
    message: string,
    readonly remedy = '',
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** What travels over a port or a socket. */
export type Packet =
  | { kind: 'request'; id: number; name: string; body: unknown }
  | { kind: 'reply'; id: number; body: unknown }
  | { kind: 'error'; id: number; message: string; remedy: string }
  | { kind: 'event'; event: StudioEvent }
/** A two-way road for packets: a MessagePort in Electron, a WebSocket in a browser. */
export interface Wire {
  send(packet: Packet): void
  onPacket(listener: (packet: Packet) => void): void
  onClose(listener: () => void): void
}
