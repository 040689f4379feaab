import type { Shapes } from '../draw/params'
import type { Named, Scan } from './compiled/scan'
import { free, type Feed, type NativeTensor } from './compiled/session'
import type { LearnerState } from './learner'
import { Look, type Seen } from './look'
import { startingState } from './state'

/** The weights to look with, in the order of their shapes; what is in TensorFlow is freed after each look. */
export type WeightsNow = () => readonly (Feed | NativeTensor)[]

/** Live pictures that took so many ms are taken often enough for XLA: about what that takes to compile them. */
const XLA_AFTER = 1000

/** Looks that were asked for, each compiled the first time. */
export class OpenLooks {
  private readonly opened = new Map<string, Look>()

  constructor(private readonly weights: WeightsNow) {}

  /**
   * What scans make of the feeds with the weights as they are.
   * @param key what tells these scans from others
   * @param live see {@link Look}
   * @throws Error naming what of the scans cannot be compiled
   */
  run(key: string, scans: () => Named<Scan>, feeds: Named<Feed>, live: boolean): Seen {
    const look = this.opened.get(key) ?? new Look(scans(), XLA_AFTER)
    this.opened.set(key, look)
    const weights = this.weights()
    try {
      return look.run(weights, feeds, live)
    } finally {
      free(weights.filter((each) => 'id' in each))
    }
  }

  close(): void {
    for (const look of this.opened.values()) look.close()
    this.opened.clear()
  }
}

/** The weights of a state, to look with. @throws StudioError when it belongs to another network */
export function weightsOf(shapes: Shapes, state: LearnerState): Feed[] {
  const { params } = startingState(shapes, state)
  return Object.entries(shapes).map(([name, shape]) => ({ values: params[name] as Float32Array, shape }))
}
