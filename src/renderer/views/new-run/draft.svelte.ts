import { StudioError } from '../../../studio/api'
import type { DatasetCard } from '../../../studio/requests/data'
import { presetOf, PRESETS, settingsOf } from '../../../studio/presets'
import { forkProblems } from '../../../studio/fork'
import type { EngineName, EngineStatus, Manifest } from '../../../studio/run'
import {
  applies,
  DEFAULTS,
  problemsOf,
  SETTING_NAMES,
  settingsSchema,
  SPECS,
  specOf,
  type Problem,
  type SettingName,
  type Settings,
} from '../../../studio/settings'
import type { App } from '../../state/app.svelte'
import { suited, suits } from './suiting'

/** A setting as its control holds it: numbers are the text that was typed. */
export type Typed = string | boolean
export const CUSTOM = 'custom'

const typedOf = (settings: Settings): Record<SettingName, Typed> =>
  Object.fromEntries(
    SETTING_NAMES.map((name) => {
      const value = settings[name]
      return [name, typeof value === 'boolean' ? value : String(value)]
    }),
  ) as Record<SettingName, Typed>

const valueOf = (name: SettingName, typed: Typed): unknown => {
  const { type } = specOf(name)
  if (type === 'flag' || type === 'choice') return typed
  return typeof typed === 'string' && typed.trim() !== '' ? Number(typed) : NaN
}

const ANY = { height: Infinity, width: Infinity, kind: 'grey', classes: ['', ''] } as const

/** A checkpoint that a run is to begin with. */
export interface Fork {
  readonly before: Manifest
  readonly step: number
}

/** A run that is being set up: what was chosen and typed, and what is wrong with it. */
export class Draft {
  readonly #app: App
  #base = $state(PRESETS[0]?.id ?? CUSTOM)
  #dataset = $state<string>()
  #name = $state<string>()
  #typed = $state.raw(typedOf(DEFAULTS))
  engine = $state<EngineName>('cpu')
  /** Words of the setting that is looked for. */
  sought = $state('')
  /** Where the run is to begin; anew where there is none. */
  fork = $state.raw<Fork>()

  constructor(app: App) {
    this.#app = app
    this.engine = app.hello.engine
    this.choosePreset(this.#base)
  }

  /** The chosen data set; the first that is here when none was chosen. */
  readonly card: DatasetCard | undefined = $derived.by(() => {
    const cards = this.#app.datasets
    return (
      cards.find(({ id }) => id === this.#dataset) ?? cards.find(({ state }) => state === 'here') ?? cards[0]
    )
  })
  readonly changed: readonly SettingName[] = $derived.by(() => {
    const base = typedOf(this.baseline)
    return SETTING_NAMES.filter((name) => this.#typed[name] !== base[name])
  })
  readonly preset: string = $derived(this.changed.length > 0 ? CUSTOM : this.#base)
  /** What is wrong with the settings, in the words of the form. */
  readonly problems: readonly Problem[] = $derived.by(() => {
    const { card, fork } = this
    const values = this.#values()
    const wrong = problemsOf(values, card ?? ANY)
    const forks = card && fork && settingsSchema.safeParse(values).data
    const found = forks
      ? [...wrong, ...forkProblems(fork.before, { settings: forks, dataset: card }, fork.step)]
      : wrong
    return found.map(({ field, message }) => ({
      field,
      message: message.replaceAll(field, SPECS[field].label),
    }))
  })
  /** The settings, once nothing is wrong with them. */
  readonly settings: Settings | undefined = $derived(
    this.problems.length > 0 ? undefined : settingsSchema.parse(this.#values()),
  )
  readonly name: string = $derived(
    this.#name ?? `${this.card?.title ?? ''} · ${presetOf(this.preset)?.title ?? 'Custom'}`,
  )
  /** Why the run can't start, in words that say what to change; empty when it can. */
  readonly obstacle: string = $derived.by(() => {
    const { card, engineStatus } = this
    if (!card) return 'There is no data set: import one.'
    if (card.state === 'downloadable') return `${card.title} is not on this machine yet: download it.`
    if (card.state === 'import') return `${card.title} is not on this machine yet: import its files.`
    if (!engineStatus?.available)
      return `${engineStatus?.title ?? this.engine} is not available here: choose another engine.`
    if (this.name.trim() === '') return 'A run needs a name.'
    return this.problems[0]?.message ?? ''
  })

  get engineStatus(): EngineStatus | undefined {
    return this.#app.hello.engines.find(({ name }) => name === this.engine)
  }

  /** The preset that settings are reset to; with edits the run's own is {@link CUSTOM}. */
  get base(): string {
    return this.#base
  }

  /** What the preset says for this data set. */
  get baseline(): Settings {
    const preset = presetOf(this.#base) ?? PRESETS[0]
    if (!preset) throw new Error('There are no presets')
    return settingsOf(preset, this.card ?? { kind: 'grey', channels: 1 })
  }

  typed(name: SettingName): Typed {
    return this.#typed[name]
  }

  set(name: SettingName, typed: Typed): void {
    this.#typed = { ...this.#typed, [name]: typed }
    this.#clear()
  }

  /** Whether the setting has any effect beside the others. */
  applies(name: SettingName): boolean {
    return applies(name, this.#typed)
  }

  reset(name: SettingName): void {
    this.set(name, typedOf(this.baseline)[name])
  }

  problemOf(name: SettingName): string | undefined {
    return this.problems.find(({ field }) => field === name)?.message
  }

  /** Takes all from a run; with `step`, the new one is to begin with its checkpoint. */
  fill(manifest: Manifest, step?: number): void {
    const { dataset, engine, name, settings, preset, until } = manifest
    if (!this.#app.datasets.some(({ id }) => id === dataset.id))
      throw new StudioError(
        `The data set of “${name}”, ${dataset.title}, is not on this machine.`,
        'Import it, then try again.',
      )
    this.#dataset = dataset.id
    this.#base = presetOf(preset) ? preset : this.#nearest(settings)
    this.#typed = typedOf({ ...settings, ...(step !== undefined && { steps: Math.max(until, step + 1000) }) })
    if (this.#app.hello.engines.some((one) => one.name === engine && one.available)) this.engine = engine
    this.#name = step === undefined ? `${name}, again` : `${name}, from step ${step}`
    this.fork = step === undefined ? undefined : { before: manifest, step }
  }

  /** The preset that `settings` differ from least. */
  #nearest(settings: Settings): string {
    const images = this.card ?? { kind: 'grey', channels: 1 }
    const differing = PRESETS.map((preset) => {
      const base = settingsOf(preset, images)
      return { id: preset.id, count: SETTING_NAMES.filter((name) => base[name] !== settings[name]).length }
    })
    return differing.sort((a, b) => a.count - b.count)[0]?.id ?? this.#base
  }

  rename(name: string): void {
    this.#name = name
  }

  choosePreset(id: string): void {
    this.#base = id
    this.#typed = typedOf(this.baseline)
  }

  /** Settings that were edited stay; a preset as it is gives way to one for such images. */
  chooseDataset(id: string): void {
    const { baseline, changed } = this
    this.#dataset = id
    const preset = presetOf(this.#base)
    if (changed.length === 0 && this.card && preset && !suits(preset, this.card)) {
      const better = suited(this.card)[0]
      if (better) return this.choosePreset(better.id)
    }
    if (this.baseline.pixels !== baseline.pixels) this.reset('pixels')
  }

  /** After a start: the next run is named anew, and begins anew. */
  forgetName(): void {
    this.#name = undefined
    this.fork = undefined
  }

  /** What has no effect may not stand in the way, for it is not shown. */
  #clear(): void {
    for (const name of SETTING_NAMES)
      for (const settings of [this.baseline, DEFAULTS])
        if (!this.applies(name) && this.problemOf(name) !== undefined)
          this.#typed = { ...this.#typed, [name]: typedOf(settings)[name] }
  }

  #values(): Record<SettingName, unknown> {
    return Object.fromEntries(
      SETTING_NAMES.map((name) => [name, valueOf(name, this.#typed[name])]),
    ) as Record<SettingName, unknown>
  }
}
