import { z } from 'zod'
import { PICTURE_FORMATS } from '../drawing'
import { SPLIT_NAMES } from '../run'
import type { ReadResult, SampleResult } from '../trainer'
import { checkpointSchema, idSchema, seedSchema } from './ids'

const samples = z.strictObject({
  run: idSchema,
  checkpoint: checkpointSchema,
  count: z.int().min(1).max(100),
  seed: seedSchema,
})

/** Of what checkpoints make, and of taking it away. */
export const GALLERY_REQUESTS = {
  sample: samples,
  /** What a classifying run makes of images of a split. */
  read: z.strictObject({
    run: idSchema,
    checkpoint: checkpointSchema,
    split: z.enum(SPLIT_NAMES),
    first: z.int().min(0),
    count: z.int().min(1).max(100),
  }),
  export: samples.extend({ format: z.enum(PICTURE_FORMATS) }),
} as const

export interface GalleryReplies {
  sample: SampleResult
  read: ReadResult
  export: ExportResult
}

export interface ExportResult {
  /** Where it was written. */
  path: string
  name: string
  mime: string
  /** For a browser, which has no other way to the file. */
  bytes?: Uint8Array
}
