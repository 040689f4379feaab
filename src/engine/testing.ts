import { openEngine, type Engine } from './open'
import { bestEngine } from './statuses'

/** TensorFlow where it is; otherwise plain JavaScript, whose arithmetic is the plainest. For tests. */
export const openTestEngine = (): Promise<Engine> =>
  openEngine(bestEngine() === 'tensorflow' ? 'tensorflow' : 'cpu')
