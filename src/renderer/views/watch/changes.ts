import { LIVE_SETTINGS, parseSetting, type LiveSettings, type Settings } from '../../../studio/settings'

/** What was typed for settings that may change in training: those that differ, and what is wrong with others. */
export function changesOf(
  settings: Settings,
  typed: Readonly<Record<keyof LiveSettings, string>>,
): { changed: LiveSettings; problems: Partial<Record<keyof LiveSettings, string>> } {
  const changed: LiveSettings = {}
  const problems: Partial<Record<keyof LiveSettings, string>> = {}
  for (const name of LIVE_SETTINGS)
    try {
      const value = parseSetting(name, typed[name])
      if (value !== settings[name]) Object.assign(changed, { [name]: value })
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      problems[name] = error.message
    }
  return { changed, problems }
}
