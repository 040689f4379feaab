import { COMMAND_IDS, commandOf } from '../../studio/commands'
import { keysOf, written, type Keyboard } from '../../studio/keys'
import { SETTING_NAMES, SPECS } from '../../studio/settings'
import type { App } from '../state/app.svelte'
import { STATE_WORDS } from '../state/run-states'
import { newRunOf } from '../views/new-run/kept.svelte'

/** Something that can be found and done. */
export interface Find {
  readonly id: string
  readonly title: string
  /** What it is, or where. */
  readonly about: string
  readonly keys?: string
  readonly run: () => void
}

/** Everything that can be found in the window now: commands, runs, settings. */
export function findsOf(app: App, keyboard: Keyboard): Find[] {
  const { commands } = app
  return [
    ...COMMAND_IDS.filter((id) => id !== 'palette' && commands.can(id)).map((id): Find => {
      const keys = keysOf(id, keyboard)
      const place = commandOf(id).radio === 'place'
      return {
        id,
        title: commands.titleOf(id),
        about: place ? 'Place' : commandOf(id).menu,
        ...(keys && { keys: written(keys, keyboard) }),
        run: () => commands.run(id),
      }
    }),
    ...app.runs
      .filter(({ damaged }) => damaged === undefined)
      .map(({ id, name, state, datasetTitle }): Find => ({
        id: `run ${id}`,
        title: name,
        about: `Run · ${datasetTitle} · ${STATE_WORDS[state]}`,
        run: () => app.go('watch', id),
      })),
    ...SETTING_NAMES.map((name): Find => ({
      id: `setting ${name}`,
      title: SPECS[name].label,
      about: `Setting · ${SPECS[name].group}`,
      run() {
        newRunOf(app).draft.sought = SPECS[name].label
        app.go('new')
      },
    })),
  ]
}

/** Those in which every word of `query` is, best first: a title that begins with it, then one that has it. */
export function found(all: readonly Find[], query: string): readonly Find[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const rank = ({ title, about }: Find): number => {
    const name = title.toLowerCase()
    const text = `${name} ${about.toLowerCase()}`
    if (!words.every((word) => text.includes(word))) return Infinity
    const [first = ''] = words
    return name.startsWith(first) ? 0 : words.every((word) => name.includes(word)) ? 1 : 2
  }
  return all
    .map((find) => ({ find, rank: rank(find) }))
    .filter(({ rank }) => rank < Infinity)
    .sort((a, b) => a.rank - b.rank)
    .map(({ find }) => find)
}
