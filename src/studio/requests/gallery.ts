import { z } from 'zod'
import type { Drawing } from '../drawing'
import { exportSchema } from '../exports'
import { CHUNK, pickSchema, pointSchema, type Pick } from '../plan'
import { SPLIT_NAMES } from '../run'
import type { GalleryAnswers, Nearest, ReadResult, SampleResult } from '../trainer'
import { checkpointSchema, idSchema, seedSchema } from './ids'

const LARGEST_PICTURE = 128 * 2 ** 20

const points = z.strictObject({
  run: idSchema,
  checkpoint: checkpointSchema,
  points: z.array(pointSchema).min(1).max(CHUNK),
})

/** Of what checkpoints make, and of taking it away. */
export const GALLERY_REQUESTS = {
  sample: z.strictObject({
    run: idSchema,
    checkpoint: checkpointSchema,
    count: z.int().min(1).max(100),
    seed: seedSchema,
  }),
  /** A few drawings; `live` ones as quickly as can be. The checkpoint stays open for the next. */
  draw: points.extend({ live: z.boolean() }),
  /** The nearest training image of each. */
  nearest: points,
  /** Images of the validation split as the run sees them. */
  images: z.strictObject({ run: idSchema, first: z.int().min(0), count: z.int().min(1).max(256) }),
  /** What a classifying run makes of images of a split. */
  read: z.strictObject({
    run: idSchema,
    checkpoint: checkpointSchema,
    split: z.enum(SPLIT_NAMES),
    first: z.int().min(0),
    count: z.int().min(1).max(100),
  }),
  /** Samples somebody liked, oldest first. */
  favourites: z.strictObject({ run: idSchema }),
  /** Keeps one, or no longer. */
  favour: z.strictObject({ run: idSchema, pick: pickSchema, on: z.boolean() }),
  /** Writes a file into the run's exports; equal requests give equal files. Progress is told as `export`. */
  export: exportSchema,
  /** Writes what a window drew into the run's exports. */
  saveExport: z.strictObject({
    run: idSchema,
    name: z
      .string()
      .regex(
        /^\w[\w.-]{0,127}\.(png|svg)$/,
        'A picture’s name is of letters, digits, _ . and -, and ends in .png or .svg',
      ),
    mime: z.enum(['image/png', 'image/svg+xml']),
    bytes: z
      .instanceof(Uint8Array<ArrayBufferLike>)
      .refine(({ length }) => length <= LARGEST_PICTURE, 'The picture is larger than 128 MiB'),
  }),
  /** Every point of the curves of `runs` as CSV, in the exports of the first. */
  exportCurves: z.strictObject({ runs: z.array(idSchema).min(1).max(100) }),
  /** Ends the export under way. */
  cancelExport: z.strictObject({}),
} as const

export interface GalleryReplies {
  sample: SampleResult
  draw: DrawResult
  nearest: Nearest | null
  images: GalleryAnswers['images']
  read: ReadResult
  favourites: Pick[]
  favour: Pick[]
  export: ExportResult
  saveExport: ExportResult
  exportCurves: ExportResult
  cancelExport: null
}

export interface DrawResult {
  /** Of the checkpoint. */
  step: number
  drawing: Drawing
}
export interface ExportResult {
  /** Where it was written. */
  path: string
  name: string
  mime: string
  /** For a browser, which has no other way to the file. */
  bytes?: Uint8Array
}
