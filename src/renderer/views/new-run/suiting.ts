import { PRESETS, settingsOf, type Preset } from '../../../studio/presets'
import { asSeen, problemsOf, type Problem, type Settings, type Suited } from '../../../studio/settings'

/** What of a data set decides whether a preset suits it. */
export type SuitedCard = Suited & { readonly channels: number }

/** The presets made for such images, in their order. */
export const suited = (card: SuitedCard): Preset[] => PRESETS.filter((preset) => suits(preset, card))

export const suits = (preset: Preset, card: SuitedCard): boolean => needsOf(preset, card) === undefined

/** Why `preset` does not suit a data set, in a few words that say what would; undefined where it does. */
export function needsOf(preset: Preset, card: SuitedCard): string | undefined {
  const settings = settingsOf(preset, card)
  const [problem] = problemsOf(settings, card)
  if (problem) return wordsOf(problem, settings, card)
  if ((preset.images === 'colour') !== card.channels > 1)
    return preset.images === 'colour' ? 'Made for colour pictures' : 'Made for grey images'
  return undefined
}

function wordsOf({ field, message }: Problem, settings: Settings, card: SuitedCard): string {
  const atLeast = (side: number) => `Needs images of at least ${side} × ${side}`
  switch (field) {
    case 'task':
      return 'Needs labels'
    case 'crop':
    case 'clutterSize':
      return atLeast(settings[field])
    case 'readSize':
    case 'writeSize':
      // A scene or a crop is as large as its settings say; then they are what is wrong.
      return asSeen(card, settings) === card ? atLeast(settings[field]) : message
    case 'sceneSize':
      return `Needs images of at most ${settings.sceneSize} × ${settings.sceneSize}`
    default:
      return message
  }
}
