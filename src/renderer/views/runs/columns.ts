import type { RunSummary } from '../../../studio/run'
import { STATE_WORDS } from '../../state/run-states'

type Key = string | number

export interface Column {
  readonly id: string
  readonly title: string
  readonly unit?: string
  /** What it is sorted by. */
  readonly key: (run: RunSummary) => Key
  /** Which way round is asked for first. */
  readonly first: Direction
  readonly numeric?: true
  /** How wide the table must be for it to have a place, CSS pixels. */
  readonly from?: number
}
export type Direction = 'ascending' | 'descending'
export interface Order {
  readonly column: string
  readonly direction: Direction
}

export const COLUMNS: readonly Column[] = [
  { id: 'name', title: 'Name', first: 'ascending', key: ({ name }) => name.toLowerCase() },
  {
    id: 'dataset',
    title: 'Data set',
    first: 'ascending',
    key: ({ datasetTitle, variant }) => `${datasetTitle}, ${variant}`,
    from: 640,
  },
  { id: 'preset', title: 'Preset', first: 'ascending', key: ({ preset }) => preset, from: 1180 },
  { id: 'state', title: 'State', first: 'ascending', key: ({ state }) => STATE_WORDS[state] },
  { id: 'step', title: 'Step', first: 'descending', key: ({ step }) => step, numeric: true, from: 760 },
  {
    id: 'score',
    title: 'Best score',
    first: 'ascending',
    key: ({ bestScore }) => bestScore ?? Infinity,
    numeric: true,
  },
  { id: 'created', title: 'Created', first: 'descending', key: ({ created }) => created, from: 940 },
  {
    id: 'size',
    title: 'Size',
    first: 'descending',
    key: ({ bytes }) => bytes ?? 0,
    numeric: true,
    from: 1040,
  },
]

export const NEWEST_FIRST: Order = { column: 'created', direction: 'descending' }

/** The order after a click on `column`: its own first direction, then the other. */
export function orderBy(column: Column, order: Order): Order {
  if (order.column !== column.id) return { column: column.id, direction: column.first }
  return { column: column.id, direction: order.direction === 'ascending' ? 'descending' : 'ascending' }
}

/** `runs` in `order`; equals stay newest first. */
export function sorted(runs: readonly RunSummary[], order: Order): RunSummary[] {
  const key = COLUMNS.find(({ id }) => id === order.column)?.key ?? (({ created }: RunSummary) => created)
  const sign = order.direction === 'ascending' ? 1 : -1
  return [...runs].sort(
    (a, b) => sign * compare(key(a), key(b)) || compare(b.created, a.created) || compare(a.id, b.id),
  )
}

const compare = (a: Key, b: Key): number => (a < b ? -1 : a > b ? 1 : 0)
