import { presetOf } from '../../../../studio/presets'
import type { RunSummary } from '../../../../studio/run'
import { applies, SETTING_NAMES, specOf } from '../../../../studio/settings'
import { STATE_WORDS } from '../../../state/run-states'

/** What a list of runs is narrowed to; empty words narrow nothing. */
export interface Filter {
  readonly words: string
  readonly state: string
  readonly task: string
  readonly tag: string
}
export const ALL: Filter = { words: '', state: '', task: '', tag: '' }

/** All that can be looked for in a run: names, tags, the note, and settings as `hidden=256` or `T=64`. */
function textOf(run: RunSummary): string {
  const settings = SETTING_NAMES.filter((name) => applies(name, run.settings)).flatMap((name) => {
    const { symbol } = specOf(name)
    const value = String(run.settings[name])
    return symbol === undefined ? [`${name}=${value}`] : [`${name}=${value}`, `${symbol}=${value}`]
  })
  const preset = presetOf(run.preset)?.title ?? 'Custom'
  const { name, id, datasetTitle, variant, tags, note, engine, state, task } = run
  return [
    name,
    id,
    datasetTitle,
    variant,
    preset,
    ...tags,
    note,
    engine,
    STATE_WORDS[state],
    task,
    ...settings,
  ]
    .join('\n')
    .toLowerCase()
}

const texts = new WeakMap<RunSummary, string>()
const cached = (run: RunSummary): string => {
  const known = texts.get(run) ?? textOf(run)
  texts.set(run, known)
  return known
}

/** The runs that have every word, the state, the task and the tag. */
export function filtered(runs: readonly RunSummary[], { words, state, task, tag }: Filter): RunSummary[] {
  const sought = words.toLowerCase().split(/\s+/).filter(Boolean)
  return runs.filter(
    (run) =>
      (state === '' || (state === 'queued' ? run.queued !== undefined : run.state === state)) &&
      (task === '' || run.task === task) &&
      (tag === '' || run.tags.includes(tag)) &&
      sought.every((word) => cached(run).includes(word)),
  )
}

/** Every tag of `runs`, in the order of the alphabet. */
export const tagsOf = (runs: readonly RunSummary[]): string[] =>
  [...new Set(runs.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b))
