import type { Network } from '../draw/network'
import { openEngine, type Engine } from './open'
import { bestEngine } from './statuses'

/** TensorFlow where it is; otherwise plain JavaScript, whose arithmetic is the plainest. For tests. */
export const openTestEngine = (): Promise<Engine> =>
  openEngine(bestEngine() === 'tensorflow' ? 'tensorflow' : 'cpu')

/** A network of odd sizes that is quick everywhere. For tests. */
export const TINY: Network = {
  channels: 1,
  height: 9,
  width: 6,
  attention: true,
  glimpses: 3,
  hidden: 16,
  latent: 4,
  readSize: 2,
  writeSize: 3,
}
