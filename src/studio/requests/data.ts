import { z } from 'zod'
import { pictureChoicesSchema, type Inspection, type Preview } from '../pictures'
import { idSchema } from './ids'

/** Of data sets: what is here, and what can be brought. */
export const DATA_REQUESTS = {
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
  download: z.strictObject({ id: idSchema }),
  cancelDownload: z.strictObject({ id: idSchema }),
} as const

export interface DataReplies {
  datasets: DatasetCard[]
  importPaths: ImportAnswer
  importFiles: ImportAnswer
  previewImport: Preview
  importChosen: ImportReport
  cancelImport: null
  download: ImportReport
  cancelDownload: null
}

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
export interface ImportReport {
  dataset: DatasetCard
  notes: string[]
}

/** Files are imported at once, unless there is something to choose. */
export type ImportAnswer = ImportReport | { inspection: Inspection }
