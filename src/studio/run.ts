import { z } from 'zod'
import { LOSSES, type LossName, type Losses } from './losses'
import { DEFAULTS, settingsSchema, type Settings, type Task } from './settings'

export const ENGINES = ['tensorflow', 'wasm', 'cpu'] as const
export const engineNameSchema = z.enum(ENGINES)
export type EngineName = z.infer<typeof engineNameSchema>

/** An engine as this machine has it. */
export const engineStatusSchema = z.object({
  name: engineNameSchema,
  title: z.string(),
  available: z.boolean(),
  /** "CPU", "NVIDIA …" */
  device: z.string(),
  /** Why it is, or is not, to be had here. */
  reason: z.string(),
})
export type EngineStatus = z.infer<typeof engineStatusSchema>

export const RUN_STATES = ['running', 'paused', 'stopped', 'finished', 'failed', 'interrupted'] as const
/** `interrupted` is never written: it is how `running` or `paused` reads when no process holds the run. */
export const runStateSchema = z.enum(RUN_STATES)
export type RunState = z.infer<typeof runStateSchema>

export const datasetRefSchema = z.object({
  id: z.string().regex(/^\w[\w.-]{0,127}$/),
  title: z.string(),
  kind: z.enum(['grey', 'binary']),
  channels: z.int().min(1).max(4),
  height: z.int().min(1),
  width: z.int().min(1),
  trainCount: z.int().min(1),
  /** Names of the classes that its labels count from 0; none where it has no labels. */
  classes: z.array(z.string()).max(256).readonly().default([]),
})
export type DatasetRef = z.infer<typeof datasetRefSchema>

export const failureSchema = z.object({ message: z.string(), remedy: z.string(), step: z.int().optional() })
export type Failure = z.infer<typeof failureSchema>

/** A run made before a setting came to be was made with its default. */
const keptSettingsSchema = z.preprocess(
  (settings) => ({ ...DEFAULTS, ...(settings as Partial<Settings>) }),
  settingsSchema,
)

/** What people say of a run. */
export const tagSchema = z
  .string()
  .trim()
  .min(1, 'A tag needs a letter')
  .max(40, 'A tag has 40 letters at most')
export const tagsSchema = z.array(tagSchema).max(20, 'A run has 20 tags at most')
export const noteSchema = z.string().max(4000, 'A note has 4,000 letters at most')
export const labelSchema = z.string().trim().max(100, 'A checkpoint’s note has 100 letters at most')

/** Of a run that began with a checkpoint of another: which. */
export const originSchema = z.object({ run: z.string(), name: z.string(), checkpoint: z.int().min(0) })

/** run.json */
export const manifestSchema = z.object({
  format: z.literal('easel-run-1'),
  id: z.string(),
  name: z.string().min(1),
  preset: z.string(),
  engine: engineNameSchema,
  dataset: datasetRefSchema,
  settings: keptSettingsSchema,
  /** Training ends after this step: settings.steps, raised when the run is continued. */
  until: z.int().min(1),
  state: runStateSchema,
  failure: failureSchema.optional(),
  tags: tagsSchema.default([]),
  note: noteSchema.default(''),
  /** Notes on checkpoints, by step; one with a note is never thinned. */
  labels: z.record(z.string().regex(/^\d+$/), labelSchema).default({}),
  forkedFrom: originSchema.optional(),
  created: z.iso.datetime(),
  version: z.string(),
})
export type Manifest = z.infer<typeof manifestSchema>

/** One training step, as logged. */
export interface StepMetrics extends Losses {
  step: number
  /** Norm of the gradient before clipping. */
  gradNorm: number
  imagesPerSecond: number
  /** Seconds of training since the run was made, pauses left out. */
  seconds: number
}
export interface ValidationMetrics extends Losses {
  step: number
  /** Lz of each glimpse, [T]; of a run that draws. Logs from before it was measured lack it. */
  natsPerGlimpse?: readonly number[]
}
/** Columns of numbers, one entry a step, ascending; what charts are drawn from. */
export interface Curves {
  training: Columns<'step' | 'gradNorm' | 'imagesPerSecond' | 'seconds'>
  validation: Columns<'step'>
  glimpses: GlimpseNats
}
/** What each glimpse adds to Lz over training: nats is [steps, T]. */
export interface GlimpseNats {
  step: Float64Array
  nats: Float64Array
}
type Columns<K extends string> = Record<K, Float64Array> & Partial<Record<LossName, Float64Array>>

export const checkpointSchema = z.object({
  step: z.int(),
  /** {@link LOSSES}.score on validation images when it was made; less is better. */
  score: z.number().nullable(),
  best: z.boolean(),
  /** Asked for by a person: never thinned. */
  kept: z.boolean(),
  bytes: z.int(),
  created: z.iso.datetime(),
})
export type Checkpoint = z.infer<typeof checkpointSchema>

/** A line of the Runs view. */
export const runSummarySchema = z.object({
  id: z.string(),
  folder: z.string(),
  name: z.string(),
  preset: z.string(),
  engine: engineNameSchema,
  dataset: z.string(),
  datasetTitle: z.string(),
  pixels: z.string(),
  /** Of the data, in words. */
  variant: z.string(),
  state: runStateSchema,
  failure: failureSchema.optional(),
  step: z.int(),
  until: z.int(),
  task: z.enum(Object.keys(LOSSES) as [Task, ...Task[]]),
  /** The least {@link LOSSES}.score on validation images. */
  bestScore: z.number().nullable(),
  created: z.string(),
  tags: tagsSchema,
  note: noteSchema,
  settings: z.custom<Settings>(),
  forkedFrom: originSchema.optional(),
  /** Its place in the queue, from 1; absent where it does not wait. */
  queued: z.int().optional(),
  /** How many steps it waits to go on for; absent where that is up to `until`. */
  queuedSteps: z.int().optional(),
  /** Of all its files; null until they have been counted. */
  bytes: z.int().nullable(),
  /** PNG of the newest samples. */
  thumbnail: z.instanceof(Uint8Array<ArrayBufferLike>).optional(),
  /** The folder cannot be read as a run: what is wrong and what to do. */
  damaged: z.string().optional(),
})
export type RunSummary = z.infer<typeof runSummarySchema>

export const SPLIT_NAMES = ['train', 'validation', 'test'] as const
const boundSchema = z.object({
  task: z.literal('draw'),
  /** The variational bound, nats per image. */
  bound: z.number(),
  lx: z.number(),
  lz: z.number(),
  /** Lz of each glimpse, [T]. */
  natsPerGlimpse: z.array(z.number()),
})
const errorSchema = z.object({
  task: z.literal('classify'),
  /** Cross-entropy after the last glimpse, nats per image. */
  loss: z.number(),
  /** Share of images given a wrong class after the last glimpse, 0…1. */
  error: z.number(),
  /** The same after each glimpse, [T]. */
  errorPerGlimpse: z.array(z.number()),
  /** How many images of each class, by rows, were given which: [K][K]. */
  confusion: z.array(z.array(z.int())),
})
export const resultSchema = z.discriminatedUnion('task', [boundSchema, errorSchema])
export type BoundResult = Omit<z.infer<typeof boundSchema>, 'task'>
export type ErrorResult = Omit<z.infer<typeof errorSchema>, 'task'>

/** How well a checkpoint did on a split, as it is kept with the run. */
export const evaluationSchema = z.object({
  step: z.int(),
  split: z.enum(SPLIT_NAMES),
  images: z.int(),
  /** Of the data, in words: numbers of different variants are never in one table. */
  variant: z.string(),
  /** Of the noise ε, dynamic pixels and scenes. */
  seed: z.int(),
  created: z.iso.datetime(),
  result: resultSchema,
})
export type Evaluation = z.infer<typeof evaluationSchema>
