import { countOf, type End, type Item, type Plan, type Point } from '../../../studio/plan'
import { count } from '../../format'

/** What the drawing at a place is called among those that are shown with it. */
export function nameOf(item: Item, place: number, plan: Plan): string {
  const several = plan.kind !== 'picks' && plan.checkpoints.length > 1
  const step = several || plan.kind === 'picks' ? `, step ${count(item.checkpoint)}` : ''
  const seeds = plan.kind === 'picks' || (plan.kind === 'samples' && plan.seeds.length > 1)
  const { point } = item
  if (point.kind === 'sample' && plan.kind === 'samples')
    return `Image ${count(point.index + 1)}${seeds ? ` of seed ${point.seed}` : ''}${step}`
  if (point.kind === 'sample' && seeds) return `${endName(point)}${step}`
  if (point.kind === 'reconstruction') return `Image ${count(point.place + 1)}${step}`
  return `Step ${place + 1}${step}`
}

/** What an end is called wherever it stands. */
export const endName = (end: End): string =>
  end.kind === 'sample'
    ? `Sample ${count(end.index + 1)} of seed ${end.seed}`
    : `Validation image ${count(end.place + 1)}`

/** How one goes between two ends, in words. */
export const wayWords = (from: End, to: End): string =>
  from.kind === 'sample' && to.kind === 'sample'
    ? 'Along the sphere between their z'
    : 'Straight between posterior means μₜ and z'

/** What an item can be gone from or to. */
export function asEnd(point: Point): End | undefined {
  if (point.kind === 'reconstruction') return { kind: 'image', place: point.place }
  return point.kind === 'between' ? undefined : point
}

/** What is on a wall, in words. */
export function titleOf(plan: Plan): string {
  const all = count(countOf(plan))
  if (plan.kind === 'picks') return plan.picks.length === 1 ? 'One favourite' : `${all} favourites`
  const { checkpoints } = plan
  const of =
    checkpoints.length === 1
      ? `of step ${count(Number(checkpoints[0]))}`
      : `of ${checkpoints.length} checkpoints`
  switch (plan.kind) {
    case 'samples':
      return `${all} samples ${of}, ${plan.seeds.length === 1 ? `seed ${plan.seeds[0]}` : `${plan.seeds.length} seeds`}`
    case 'images':
      return `${all} images drawn again, ${of.slice(3)}`
    case 'walk':
      return `${all} drawings from end to end, ${of.slice(3)}`
  }
}
