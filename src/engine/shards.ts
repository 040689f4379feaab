import { cpus } from 'node:os'
import { paramCount, type Shapes } from '../draw/params'

/** Weights that every shard reads in every glimpse; more than a core's share of cache, and shards wait for memory. */
const MOST_WEIGHTS = 4e6
/** Fewer images than these, and a product no longer keeps a core busy. */
const FEWEST_IMAGES = 25

/**
 * In how many parts to compute a batch, side by side: XLA's loops run on one core each, so the other cores are idle
 * between products. A GPU is given a batch whole.
 *
 * A rule, not a measurement: a run that is continued must compute as before, to the last bit.
 * @param shapes of the weights @param device of the engine: "CPU", or a GPU's name
 */
export function shardsFor(shapes: Shapes, batch: number, device: string, cores = cpus().length): number {
  if (device !== 'CPU') return 1
  if (paramCount(shapes) > MOST_WEIGHTS) return 1
  for (let shards = Math.min(cores, Math.floor(batch / FEWEST_IMAGES)); shards > 1; shards--)
    if (batch % shards === 0) return shards
  return 1
}
