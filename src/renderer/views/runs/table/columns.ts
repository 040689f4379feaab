import type { RunSummary } from '../../../../studio/run'
import { applies, SETTING_NAMES, specOf, type SettingName } from '../../../../studio/settings'
import { STATE_WORDS } from '../../../state/run-states'

type Key = string | number

export interface Column {
  readonly id: string
  readonly title: string
  /** What it is sorted by. */
  readonly key: (run: RunSummary) => Key
  /** Which way round is asked for first. */
  readonly first: Direction
  readonly numeric?: true
  /** CSS pixels. */
  readonly width: number
  /** A column of settings. */
  readonly setting?: SettingName
}
export type Direction = 'ascending' | 'descending'
export interface Order {
  readonly column: string
  readonly direction: Direction
}

export const NAME: Column = {
  id: 'name',
  title: 'Name',
  first: 'ascending',
  key: ({ name }) => name.toLowerCase(),
  width: 260,
}
const FACTS: readonly Column[] = [
  {
    id: 'dataset',
    title: 'Data set',
    first: 'ascending',
    key: ({ datasetTitle, variant }) => `${datasetTitle}, ${variant}`,
    width: 220,
  },
  { id: 'state', title: 'State', first: 'ascending', key: ({ state }) => STATE_WORDS[state], width: 124 },
  { id: 'step', title: 'Step', first: 'descending', key: ({ step }) => step, numeric: true, width: 168 },
  {
    id: 'score',
    title: 'Best score',
    first: 'ascending',
    key: ({ bestScore }) => bestScore ?? Infinity,
    numeric: true,
    width: 132,
  },
  { id: 'created', title: 'Created', first: 'descending', key: ({ created }) => created, width: 126 },
  {
    id: 'size',
    title: 'Size',
    first: 'descending',
    key: ({ bytes }) => bytes ?? 0,
    numeric: true,
    width: 88,
  },
  { id: 'preset', title: 'Preset', first: 'ascending', key: ({ preset }) => preset, width: 150 },
  { id: 'engine', title: 'Engine', first: 'ascending', key: ({ engine }) => engine, width: 110 },
  { id: 'note', title: 'Note', first: 'ascending', key: ({ note }) => note, width: 240 },
]
const settings: readonly Column[] = SETTING_NAMES.map((name) => {
  const spec = specOf(name)
  const numeric = spec.type === 'integer' || spec.type === 'number'
  return {
    id: name,
    title: spec.label,
    first: 'ascending',
    key: (run: RunSummary) => {
      const value = run.settings[name]
      return typeof value === 'boolean' ? Number(value) : value
    },
    width: 120,
    setting: name,
    ...(numeric && { numeric: true as const }),
  }
})
/** Beside the name, in the order they stand in. */
export const COLUMNS: readonly Column[] = [...FACTS, ...settings]

/** The value of a column of settings; a dash where the setting has no effect. */
export function settingOf(run: RunSummary, name: SettingName): string {
  if (!applies(name, run.settings)) return '–'
  const value = run.settings[name]
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value)
}

/** Which are there when nobody has chosen, the most wanted first. */
const WANTED = ['state', 'score', 'step', 'dataset', 'created', 'size', 'preset']

/** As many of the columns that are wanted as fit beside the name in `width` CSS pixels. */
export function fitting(width: number): readonly Column[] {
  let left = width - NAME.width
  const taken = new Set<string>()
  for (const id of WANTED) {
    const column = FACTS.find((one) => one.id === id)
    if (!column || column.width > left) break
    left -= column.width
    taken.add(id)
  }
  return FACTS.filter(({ id }) => taken.has(id))
}

export const NEWEST_FIRST: Order = { column: 'created', direction: 'descending' }

/** The order after a click on `column`: its own first direction, then the other. */
export function orderBy(column: Column, order: Order): Order {
  if (order.column !== column.id) return { column: column.id, direction: column.first }
  return { column: column.id, direction: order.direction === 'ascending' ? 'descending' : 'ascending' }
}

/** `runs` in `order`; equals stay newest first. */
export function sorted(runs: readonly RunSummary[], order: Order): RunSummary[] {
  const column = [NAME, ...COLUMNS].find(({ id }) => id === order.column)
  const key = column?.key ?? (({ created }: RunSummary) => created)
  const sign = order.direction === 'ascending' ? 1 : -1
  return [...runs].sort(
    (a, b) => sign * compare(key(a), key(b)) || compare(b.created, a.created) || compare(a.id, b.id),
  )
}

const compare = (a: Key, b: Key): number => (a < b ? -1 : a > b ? 1 : 0)
