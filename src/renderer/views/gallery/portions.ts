import { countOf, type Item, type Pick, type Plan } from '../../../studio/plan'
import { count } from '../../format'
import type { Portion } from './exporting.svelte'
import { nameOf } from './names'

/** What of a wall can be taken away, all of it first. @param place that of `item`, the selected one */
export function portionsOf(
  plan: Plan | undefined,
  item: Item | undefined,
  place: number,
  favourites: readonly Pick[],
): Portion[] {
  if (!plan) return []
  const one = item && oneOf(plan, item, place)
  return [
    {
      id: 'all',
      title: `${plan.kind === 'walk' ? 'The whole row' : 'All that is shown'} (${count(countOf(plan))})`,
      of: plan,
    },
    ...(one && item ? [{ id: 'one', title: `This one: ${nameOf(item, place, plan)}`, of: one }] : []),
    ...(favourites.length > 0 && plan.kind !== 'picks'
      ? [
          {
            id: 'favourites',
            title: `Favourites (${count(favourites.length)})`,
            of: { kind: 'picks' as const, picks: [...favourites] },
          },
        ]
      : []),
  ]
}

/** A plan of one drawing. */
function oneOf(plan: Plan, { checkpoint, point }: Item, place: number): Plan | undefined {
  if (plan.kind === 'walk')
    return { ...plan, checkpoints: [checkpoint], only: place % (countOf(plan) / plan.checkpoints.length) }
  if (point.kind === 'reconstruction')
    return { kind: 'images', checkpoints: [checkpoint], first: point.place, count: 1, seed: point.seed }
  if (point.kind === 'sample')
    return { kind: 'picks', picks: [{ checkpoint, seed: point.seed, index: point.index }] }
  return undefined
}
