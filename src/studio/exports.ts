import { z } from 'zod'
import { planSchema, seedsOf } from './plan'
import { checkpointSchema, idSchema } from './requests/ids'
import { SPLIT_NAMES } from './run'

/** What a file can be made of. */
export type ExportKind = 'drawings' | 'readings' | 'checkpoint' | 'run'

/** What can be chosen of how a file looks. */
export const exportOptionsSchema = z.strictObject({
  /** Whole pixels to an image pixel; by size where left out. */
  scale: z.int().min(1).max(32).optional(),
  boxes: z.boolean(),
  /** The nearest training image beside each. */
  nearest: z.boolean(),
  /** Every glimpse, not the finished drawing with all boxes. */
  every: z.boolean(),
  /** How long a whole drawing plays, s. */
  seconds: z.number().min(0.5).max(60),
})
export type ExportOptions = z.infer<typeof exportOptionsSchema>
export type ExportOption = keyof ExportOptions

export const EXPORT_DEFAULTS: ExportOptions = { boxes: true, nearest: false, every: false, seconds: 3 }

export interface ExportFormat {
  readonly title: string
  readonly ending: string
  readonly mime: string
  readonly of: readonly ExportKind[]
  /** A sentence for whoever chooses. */
  readonly about: string
  readonly takes: readonly ExportOption[]
  /** Where it says what made it. */
  readonly carries: string
}

/** Every file that can be taken away: buttons, the command line and the docs follow from this table. */
export const EXPORTS = {
  sheet: {
    title: 'PNG sheet',
    ending: 'png',
    mime: 'image/png',
    of: ['drawings', 'readings'],
    about: 'All finished pictures in a grid; several checkpoints are its rows',
    takes: ['scale', 'nearest'],
    carries: 'PNG text (tEXt)',
  },
  picture: {
    title: 'One PNG',
    ending: 'png',
    mime: 'image/png',
    of: ['drawings'],
    about: 'A single finished picture without a frame',
    takes: ['scale'],
    carries: 'PNG text (tEXt)',
  },
  strip: {
    title: 'Film strip',
    ending: 'png',
    mime: 'image/png',
    of: ['drawings'],
    about: 'A PNG: every drawing through all its glimpses, a row each',
    takes: ['scale', 'boxes'],
    carries: 'PNG text (tEXt)',
  },
  gif: {
    title: 'GIF',
    ending: 'gif',
    mime: 'image/gif',
    of: ['drawings'],
    about: 'The drawings being made, over and over',
    takes: ['scale', 'boxes', 'seconds'],
    carries: 'GIF comment',
  },
  npz: {
    title: 'NPZ',
    ending: 'npz',
    mime: 'application/zip',
    of: ['drawings', 'readings'],
    about: 'The numbers, for NumPy',
    takes: ['nearest'],
    carries: 'the array meta (JSON)',
  },
  video: {
    title: 'Video',
    ending: 'webm',
    mime: 'video/webm',
    of: ['drawings'],
    about: 'The drawings being made, as WebM (VP9)',
    takes: ['scale', 'boxes', 'seconds'],
    carries: 'WebM tags',
  },
  svg: {
    title: 'SVG',
    ending: 'svg',
    mime: 'image/svg+xml',
    of: ['drawings'],
    about: 'Pictures with their boxes as vectors, for a paper or a slide',
    takes: ['boxes', 'every'],
    carries: '<metadata>',
  },
  safetensors: {
    title: 'Safetensors',
    ending: 'safetensors',
    mime: 'application/octet-stream',
    of: ['drawings'],
    about: 'The numbers, for PyTorch and others',
    takes: ['nearest'],
    carries: '__metadata__',
  },
  csv: {
    title: 'CSV',
    ending: 'csv',
    mime: 'text/csv',
    of: ['drawings', 'readings'],
    about: 'A line for every glimpse: its box, or what was thought after it',
    takes: [],
    carries: 'columns of every line',
  },
  weights: {
    title: 'Weights',
    ending: 'safetensors',
    mime: 'application/octet-stream',
    of: ['checkpoint'],
    about: 'What the network has learned, as safetensors',
    takes: [],
    carries: '__metadata__',
  },
  tensorboard: {
    title: 'TensorBoard',
    ending: 'tfevents',
    mime: 'application/octet-stream',
    of: ['run'],
    about: 'All curves and some snapshots of the run, as an event file',
    takes: [],
    carries: 'the text summary easel',
  },
} as const satisfies Record<string, ExportFormat>
export type ExportName = keyof typeof EXPORTS
export const EXPORT_NAMES = Object.keys(EXPORTS) as [ExportName, ...ExportName[]]
export const formatOf = (name: ExportName): ExportFormat => EXPORTS[name]

/** The formats of a kind, in the table's order. */
export const formatsOf = (kind: ExportKind): ExportName[] =>
  EXPORT_NAMES.filter((name) => formatOf(name).of.includes(kind))

/** What a file is to be made of. */
export const contentSchema = z.discriminatedUnion('kind', [
  ...planSchema.options,
  z.strictObject({
    kind: z.literal('readings'),
    checkpoint: checkpointSchema,
    split: z.enum(SPLIT_NAMES),
    /** Place of the first image, from 0. */
    first: z.int().min(0),
    count: z.int().min(1).max(4096),
  }),
  z.strictObject({ kind: z.literal('checkpoint'), checkpoint: checkpointSchema }),
  z.strictObject({ kind: z.literal('run') }),
])
export type Content = z.infer<typeof contentSchema>
export const kindOf = ({ kind }: Content): ExportKind =>
  kind === 'readings' || kind === 'checkpoint' || kind === 'run' ? kind : 'drawings'

/** The same with checkpoints by their steps, so that it means the same tomorrow. */
export function resolved(
  content: Content,
  stepOf: (choice: z.infer<typeof checkpointSchema>) => number,
): Content {
  if (content.kind === 'run' || content.kind === 'picks') return content
  return 'checkpoint' in content
    ? { ...content, checkpoint: stepOf(content.checkpoint) }
    : { ...content, checkpoints: content.checkpoints.map(stepOf) }
}

/** Steps of the checkpoints of what was {@link resolved}, and seeds; each once. */
export function originOf(content: Content): { checkpoints: number[]; seeds: number[] } {
  const checkpoints =
    content.kind === 'run'
      ? []
      : content.kind === 'picks'
        ? content.picks.map(({ checkpoint }) => checkpoint)
        : 'checkpoint' in content
          ? [content.checkpoint]
          : content.checkpoints
  const seeds =
    content.kind === 'run' || content.kind === 'readings' || content.kind === 'checkpoint'
      ? []
      : seedsOf(content)
  return { checkpoints: [...new Set(checkpoints.filter((step) => typeof step === 'number'))], seeds }
}

export const exportSchema = z.strictObject({
  run: idSchema,
  format: z.enum(EXPORT_NAMES),
  of: contentSchema,
  options: exportOptionsSchema,
})
