import { presetOf } from '../../../../studio/presets'
import type { Manifest } from '../../../../studio/run'
import { applies, SETTING_NAMES, specOf, type SettingName } from '../../../../studio/settings'
import { count } from '../../../format'

/** One thing of several runs, in words. */
export interface Row {
  readonly title: string
  readonly values: readonly string[]
  readonly differs: boolean
}

const row = (title: string, values: readonly string[]): Row => ({
  title,
  values,
  differs: new Set(values).size > 1,
})

/** What runs were made with, row by row; a dash where a setting has no effect. */
export function rowsOf(manifests: readonly Manifest[]): Row[] {
  const facts: [string, (manifest: Manifest) => string][] = [
    ['Data set', ({ dataset }) => dataset.title],
    ['Preset', ({ preset }) => presetOf(preset)?.title ?? 'Custom'],
    ['Engine', ({ engine }) => engine],
  ]
  const settings = SETTING_NAMES.filter((name) =>
    manifests.some((manifest) => applies(name, manifest.settings)),
  )
  return [
    ...facts.map(([title, of]) => row(title, manifests.map(of))),
    ...settings.map((name) =>
      row(
        specOf(name).label,
        manifests.map((manifest) => wordsOf(manifest, name)),
      ),
    ),
  ]
}

function wordsOf({ settings }: Manifest, name: SettingName): string {
  if (!applies(name, settings)) return '–'
  const value = settings[name]
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'string') return value
  const { unit } = specOf(name)
  const digits = value >= 1000 ? count(value) : String(value)
  return unit ? `${digits} ${unit}` : digits
}
