import { z } from 'zod'
import { SPLIT_NAMES } from '../../studio/run'

export const TABS = ['attention', 'network', 'figures'] as const
export type Tab = (typeof TABS)[number]

const place = z.coerce.number().int().min(1)
const real = z.coerce.number()
const positive = real.positive()
const fields = {
  tab: z.enum(TABS),
  /** A data set's id; its own images. */
  data: z.string(),
  /** From 1, as t. */
  image: place,
  t: place,
  side: z.enum(['read', 'write']),
  /** Of a run's snapshot. */
  step: z.coerce.number().int().min(0),
  drawing: z.enum(['reconstructions', 'samples']),
  /** Of samples drawn, or images read, in the gallery. */
  checkpoint: z.union([z.enum(['latest', 'best']), z.coerce.number().int().min(0)]),
  seed: z.coerce.number().int().min(0),
  count: place,
  split: z.enum(SPLIT_NAMES),
  first: z.coerce.number().int().min(0),
  gX: real,
  gY: real,
  delta: positive,
  sigma: positive,
  gamma: positive,
  n: place.max(32),
}
type Fields = typeof fields
/** What the lab's address may name after its question mark; what it does not know, or cannot be, is left out. */
export type LabQuery = { readonly [K in keyof Fields]?: z.infer<Fields[K]> }

export function parseQuery(query: Readonly<Record<string, string>>): LabQuery {
  const found = Object.entries(fields).flatMap(([name, schema]) => {
    const text = query[name]
    if (text === undefined || text === '') return []
    const parsed = schema.safeParse(text)
    return parsed.success ? [[name, parsed.data]] : []
  })
  return Object.fromEntries(found) as LabQuery
}

export const queryOf = (query: LabQuery): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
