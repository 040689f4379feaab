import type { RunDetail } from '../../../studio/requests/runs'
import { count, duration } from '../../format'

export interface Fact {
  readonly name: string
  readonly value: string
}

/** What the header always shows. @param pace seconds of training a step takes; undefined while unknown */
export function factsOf(
  { manifest }: RunDetail,
  now: { step: number; until: number; pace: number | undefined; running: boolean },
): Fact[] {
  const { step, until, pace, running } = now
  const { batch } = manifest.settings
  const epochs = (steps: number) => ((steps * batch) / manifest.dataset.trainCount).toFixed(1)
  const facts = [
    { name: 'step', value: `${count(step)} of ${count(until)}` },
    { name: 'epoch', value: `${epochs(step)} of ${epochs(until)}` },
  ]
  if (running) {
    facts.push({ name: 'images/s', value: pace === undefined ? '–' : count(Math.round(batch / pace)) })
    facts.push({ name: 'left', value: pace === undefined ? '–' : duration((until - step) * pace) })
  }
  return facts
}
