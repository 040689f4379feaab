import { asSeen, specOf, variantOf, type Problem, type SettingName, type Settings } from './settings'
import type { DatasetRef } from './run'

/** What of a run decides the shapes of its weights. */
export interface Forked {
  readonly settings: Settings
  readonly dataset: Pick<DatasetRef, 'id' | 'channels' | 'height' | 'width' | 'classes'>
}

/** Settings that the weights' shapes follow from. */
function shaping({ task, attention }: Settings): SettingName[] {
  const windows: SettingName[] = task === 'draw' ? ['readSize', 'writeSize'] : ['readSize']
  return [
    'task',
    'attention',
    'hidden',
    ...(task === 'draw' ? (['latent'] as const) : []),
    ...(attention ? windows : []),
  ]
}

/** What keeps weights learned in `before` at `step` from training on in `now`; empty when nothing does. */
export function forkProblems(before: Forked, now: Forked, step: number): Problem[] {
  const differing = shaping(before.settings)
    .filter((name) => before.settings[name] !== now.settings[name])
    .map((name) => ({
      field: name,
      message: `${specOf(name).label} was ${String(before.settings[name])} in the run this forks: its weights fit no other`,
    }))
  const seen = ({ settings, dataset }: Forked) => {
    const { channels, height, width } = asSeen(dataset, settings)
    return `${channels} × ${height} × ${width}`
  }
  const field = now.settings.scene === 'single' ? 'crop' : 'sceneSize'
  const sized =
    seen(before) === seen(now)
      ? []
      : [
          {
            field,
            message: `The images are ${seen(now)}, but the weights were learned on ${seen(before)}`,
          } as const,
        ]
  const { task } = before.settings
  const classes =
    task === 'classify' && before.dataset.classes.length !== now.dataset.classes.length
      ? [
          {
            field: 'task',
            message: `The data set has ${now.dataset.classes.length} classes, but the weights tell ${before.dataset.classes.length} apart`,
          } as const,
        ]
      : []
  const ended =
    now.settings.steps > step
      ? []
      : [{ field: 'steps', message: `Steps must be more than the ${step} that were made already` } as const]
  return [...differing, ...sized, ...classes, ...ended]
}

/** Whether validation scores of the two compare. */
export const comparable = (before: Forked, now: Forked): boolean =>
  before.dataset.id === now.dataset.id &&
  variantOf(before.settings) === variantOf(now.settings) &&
  (['validationImages', 'glimpses', 'seed'] as const).every(
    (name) => before.settings[name] === now.settings[name],
  )
