import { z } from 'zod'

/** Numbers of one attention window: centre g_X, g_Y (pixels, counted from 1), stride δ (pixels), σ (pixels), γ. */
export const BOX = ['gX', 'gY', 'delta', 'sigma', 'gamma'] as const

const bytes = z.instanceof(Uint8Array<ArrayBufferLike>)
const floats = z.instanceof(Float32Array<ArrayBufferLike>)

/**
 * `count` images drawn over `glimpses` steps, for looking at; values 0…255 are 0…1.
 * Boxes and patches are absent where there is no attention; samples read nothing.
 */
export const drawingSchema = z.object({
  count: z.int(),
  glimpses: z.int(),
  channels: z.int(),
  height: z.int(),
  width: z.int(),
  /** sigmoid(c_t), t = 1…T: [count, T, C, H, W]. */
  canvases: bytes,
  /** {@link BOX} of each glimpse: [count, T, 5]. */
  read: floats.optional(),
  write: floats.optional(),
  /** F_Y x F_Xᵀ, without γ: [count, T, C, N, N]. */
  readPatches: bytes.optional(),
  /** sigmoid(w_t / γ̂), 128 where nothing is written: [count, T, C, N, N]. */
  writePatches: bytes.optional(),
  /** Nats each glimpse adds, Lz of step t: [count, T]. Absent for samples. */
  nats: floats.optional(),
})
export type Drawing = z.infer<typeof drawingSchema>

/** `count` images read over `glimpses` steps by a classifier: where, and what it thought after each. */
export const readingSchema = z.object({
  count: z.int(),
  glimpses: z.int(),
  channels: z.int(),
  height: z.int(),
  width: z.int(),
  classes: z.int(),
  /** {@link BOX} of each glimpse, [count, T, 5]; absent, as the patches, where there is no attention. */
  read: floats.optional(),
  /** F_Y x F_Xᵀ, without γ; values 0…255 are 0…1: [count, T, C, N, N]. */
  readPatches: bytes.optional(),
  /** Of every class after each glimpse, nats: [count, T, K]. */
  logProbabilities: floats,
})
export type Reading = z.infer<typeof readingSchema>

/** The same 16 validation images reconstructed and 16 samples of the same z, as they are after `step`. */
export const drawnFrameSchema = z.object({
  step: z.int(),
  reconstructions: drawingSchema,
  samples: drawingSchema,
  /** The images being reconstructed: [16, C, H, W]. */
  targets: bytes,
  /** sigmoid(c_0), which every drawing begins with: [C, H, W]. Absent in older ones. */
  canvas0: bytes.optional(),
})
export type DrawnFrame = z.infer<typeof drawnFrameSchema>

/** The same 16 validation images as a classifier reads them after `step`. */
export const readFrameSchema = z.object({
  step: z.int(),
  reading: readingSchema,
  /** The images being read: [16, C, H, W]. */
  targets: bytes,
  /** Their classes, counted from 0: [16]. */
  labels: bytes,
})
export type ReadFrame = z.infer<typeof readFrameSchema>

/** What a run has to show: of drawing, or of classifying. */
export type Frame = DrawnFrame | ReadFrame
export const isDrawn = (frame: Frame): frame is DrawnFrame => 'reconstructions' in frame

/** A kept frame: its .npz as it lies on disk. */
export interface PackedSnapshot {
  readonly step: number
  /** What errors call it. */
  readonly file: string
  readonly bytes: Uint8Array
}

/** Images, and samples, in a frame. */
export const FRAME_COUNT = 16

/** Which run, checkpoints (by step) and seeds made a file, and the command that makes it again. */
export interface Provenance {
  readonly version: string
  readonly run: string
  readonly checkpoints: readonly number[]
  readonly seeds: readonly number[]
  readonly command: string
}
