import { basename } from 'node:path'
import { z } from 'zod'
import type { Dtype } from '../files/safetensors'
import { StudioError } from '../studio/api'
import { SPLITS, type Dataset, type SplitName } from './dataset'

/** Where a set comes from, in words for people; `files` maps the SHA-256 of each imported file to its name. */
export interface Provenance {
  readonly about: string
  readonly licence: string
  readonly source: string
  readonly files: Readonly<Record<string, string>>
}

/** A stored set without its images. */
export interface Stored extends Provenance, Omit<Dataset, 'splits'> {
  readonly counts: Readonly<Record<SplitName, number>>
  readonly fingerprint: string
  /** The first 24 training images, [n, C, H, W]. */
  readonly thumbnails: Uint8Array
}

const FORMAT = 'easel-dataset-1'

const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue('not JSON')
        return z.NEVER
      }
    })
    .pipe(schema)

const metadataSchema = z.object({
  format: z.literal(FORMAT),
  id: z.string().regex(/^[\w.-]{1,128}$/),
  title: z.string().min(1),
  about: z.string(),
  kind: z.enum(['grey', 'binary']),
  classes: json(z.array(z.string())).optional(),
  licence: z.string(),
  source: z.string(),
  sha256: z.string(),
  files: json(z.record(z.string(), z.string())),
})

/** What a set's file says of it in __metadata__. */
export const metadataOf = (
  { id, title, kind, classes }: Omit<Dataset, 'splits'>,
  { files, ...words }: Provenance,
  sha256: string,
): Record<string, string> => ({
  format: FORMAT,
  id,
  title,
  kind,
  ...(classes && { classes: JSON.stringify(classes) }),
  ...words,
  sha256,
  files: JSON.stringify(files),
})

/**
 * A set as its file's header describes it.
 * @throws StudioError naming `file` and what is missing or does not fit.
 */
export function parseStored(
  tensors: Readonly<Record<string, { readonly dtype: Dtype; readonly shape: readonly number[] }>>,
  metadata: Readonly<Record<string, string>>,
  file: string,
): Omit<Stored, 'thumbnails'> {
  const wrong = (what: string) => new StudioError(`${file} is not a data set of Easel: ${what}`)
  const parsed = metadataSchema.safeParse(metadata)
  if (!parsed.success)
    throw wrong(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
  if (`${parsed.data.id}.safetensors` !== basename(file)) throw wrong(`it is ${parsed.data.id}, renamed`)
  const size = tensors['train_images']?.shape.slice(1) ?? []
  const counts = SPLITS.map((split): [SplitName, number] => {
    const shape = shapeOf(`${split}_images`)
    if (shape?.length !== 4 || shape.slice(1).join() !== size.join())
      throw wrong(`${split}_images should be U8 [n, C, H, W], as large as train_images`)
    const count = shape[0] as number
    const labels = `${split}_labels`
    if (labels in tensors && shapeOf(labels)?.join() !== String(count))
      throw wrong(`${labels} should be U8 [${count}], one for each image`)
    return [split, count]
  })
  function shapeOf(name: string) {
    return tensors[name]?.dtype === 'U8' ? tensors[name].shape : undefined
  }
  const [channels, height, width] = size as [number, number, number]
  if (channels * height * width === 0 || counts[0]?.[1] === 0) throw wrong('it holds no training images')
  const { id, title, about, kind, classes, licence, source, sha256: fingerprint, files } = parsed.data
  return {
    id,
    title,
    about,
    kind,
    ...(classes && { classes }),
    licence,
    source,
    files,
    channels,
    height,
    width,
    fingerprint,
    counts: Object.fromEntries(counts) as Record<SplitName, number>,
  }
}
