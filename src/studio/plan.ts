import { z } from 'zod'
import { checkpointSchema, seedSchema } from './requests/ids'

/** Drawings of one plan, at most. */
export const MOST_DRAWINGS = 4096
/** Drawings made at once. Always so many: sizes of products may change last digits, and with them a pixel. */
export const CHUNK = 16

const index = z.int().min(0).max(999_999)

/** A sample: drawn from z ~ N(0, I), a function of the seed and its place in it. */
export const sampleSchema = z.strictObject({ kind: z.literal('sample'), seed: seedSchema, index })
export type Sample = z.infer<typeof sampleSchema>

/** What one can go between: a sample, or an image of the validation split, drawn from its posterior means μ_t. */
export const endSchema = z.discriminatedUnion('kind', [
  sampleSchema,
  z.strictObject({ kind: z.literal('image'), place: z.int().min(0) }),
])
export type End = z.infer<typeof endSchema>

/** What a drawing is made of. */
export const pointSchema = z.discriminatedUnion('kind', [
  ...endSchema.options,
  /** An image of the validation split as the network draws it again; the noise of z is of this seed. */
  z.strictObject({ kind: z.literal('reconstruction'), seed: seedSchema, place: z.int().min(0) }),
  /** `at` 0 is `from`, 1 is `to`: along the sphere between samples, straight where an image is one of the two. */
  z.strictObject({
    kind: z.literal('between'),
    from: endSchema,
    to: endSchema,
    at: z.number().min(0).max(1),
  }),
])
export type Point = z.infer<typeof pointSchema>

/** A sample of a checkpoint, as favourites keep it. */
export const pickSchema = z.strictObject({ checkpoint: z.int().min(0), seed: seedSchema, index })
export type Pick = z.infer<typeof pickSchema>

const checkpoints = z.array(checkpointSchema).min(1).max(256)

/** Which drawings are made of a run. */
export const planSchema = z.discriminatedUnion('kind', [
  /** The first `count` samples of each seed, by each checkpoint: equal z in a column. */
  z.strictObject({
    kind: z.literal('samples'),
    checkpoints,
    seeds: z.array(seedSchema).min(1).max(1024),
    count: z.int().min(1).max(MOST_DRAWINGS),
  }),
  z.strictObject({ kind: z.literal('picks'), picks: z.array(pickSchema).min(1).max(MOST_DRAWINGS) }),
  /** Images of the validation split, drawn again. */
  z.strictObject({
    kind: z.literal('images'),
    checkpoints,
    first: z.int().min(0),
    count: z.int().min(1).max(MOST_DRAWINGS),
    seed: seedSchema,
  }),
  /** From end to end in `steps` drawings each, both ends among them. */
  z.strictObject({
    kind: z.literal('walk'),
    checkpoints,
    ends: z.array(endSchema).min(2).max(64),
    steps: z.int().min(2).max(200),
    /** Only this drawing of it, from 0. */
    only: z.int().min(0).optional(),
  }),
])
export type Plan = z.infer<typeof planSchema>

/** One drawing: by which checkpoint, and where. */
export interface Item<C = Pick['checkpoint']> {
  readonly checkpoint: C
  readonly point: Point
}

/** The drawings of a plan in their order, row by row. `resolve` tells the step of a checkpoint. */
export function itemsOf<C>(plan: Plan, resolve: (choice: Checkpoint) => C): Item<C>[] {
  if (plan.kind === 'picks')
    return plan.picks.map(({ checkpoint, ...sample }) => ({
      checkpoint: resolve(checkpoint),
      point: { kind: 'sample', ...sample },
    }))
  const points =
    plan.kind === 'samples' ? samplesOf(plan) : plan.kind === 'images' ? imagesOf(plan) : pointsOf(plan)
  return plan.checkpoints.map(resolve).flatMap((checkpoint) => points.map((point) => ({ checkpoint, point })))
}
type Checkpoint = z.infer<typeof checkpointSchema>

const samplesOf = ({ seeds, count }: Plan & { kind: 'samples' }): Point[] =>
  seeds.flatMap((seed) => Array.from({ length: count }, (_, index) => ({ kind: 'sample', seed, index })))

const imagesOf = ({ first, count, seed }: Plan & { kind: 'images' }): Point[] =>
  Array.from({ length: count }, (_, i) => ({ kind: 'reconstruction', seed, place: first + i }))

function pointsOf({ ends, steps, only }: Plan & { kind: 'walk' }): Point[] {
  const points = ends.slice(1).flatMap((to, leg): Point[] => {
    const from = ends[leg] as End
    const between = Array.from({ length: steps - 2 }, (_, i): Point => ({
      kind: 'between',
      from,
      to,
      at: (i + 1) / (steps - 1),
    }))
    return [...(leg === 0 ? [from] : []), ...between, to]
  })
  return only === undefined ? points : points.slice(only, only + 1)
}

/** How many drawings a plan is. */
export const countOf = (plan: Plan): number => {
  if (plan.kind === 'picks') return plan.picks.length
  return plan.checkpoints.length * eachOf(plan)
}

/** Drawings of each checkpoint. */
function eachOf(plan: Exclude<Plan, { kind: 'picks' }>): number {
  if (plan.kind === 'samples') return plan.seeds.length * plan.count
  if (plan.kind === 'images') return plan.count
  return plan.only === undefined ? (plan.ends.length - 1) * (plan.steps - 1) + 1 : 1
}

/** Columns in which equal z stand below each other, or a walk is one row; undefined where a square will do. */
export function columnsOf(plan: Plan): number | undefined {
  if (plan.kind === 'picks') return undefined
  const each = countOf(plan) / plan.checkpoints.length
  return plan.checkpoints.length > 1 || (plan.kind === 'walk' && plan.ends.length === 2) ? each : undefined
}

/** The seeds of all samples in a plan, each once. */
export function seedsOf(plan: Plan): number[] {
  switch (plan.kind) {
    case 'samples':
      return [...new Set(plan.seeds)]
    case 'images':
      return [plan.seed]
    case 'picks':
      return [...new Set(plan.picks.map(({ seed }) => seed))]
    case 'walk':
      return [...new Set(plan.ends.flatMap((end) => (end.kind === 'sample' ? [end.seed] : [])))]
  }
}

/** A point as the command line names it: `1:3` is the third sample of seed 1, `image:5` the fifth image. */
export function codeOf(point: Point): string {
  switch (point.kind) {
    case 'sample':
      return `${point.seed}:${point.index + 1}`
    case 'image':
    case 'reconstruction':
      return `image:${point.place + 1}`
    case 'between':
      return `${codeOf(point.from)}>${codeOf(point.to)}@${Number(point.at.toFixed(4))}`
  }
}

/** Drawings in pieces that one look makes: of one checkpoint, at most {@link CHUNK}. */
export function chunksOf<C>(items: readonly Item<C>[]): { checkpoint: C; points: Point[] }[] {
  const chunks: { checkpoint: C; points: Point[] }[] = []
  for (const { checkpoint, point } of items) {
    const last = chunks.at(-1)
    if (last?.checkpoint === checkpoint && last.points.length < CHUNK) last.points.push(point)
    else chunks.push({ checkpoint, points: [point] })
  }
  return chunks
}
