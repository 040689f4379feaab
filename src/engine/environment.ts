import { isMainThread } from 'node:worker_threads'
import { openGraphCache } from './graphCache'
import { tensorflowBuild } from './statuses'

const WIDTH = '--xla_cpu_prefer_vector_width'

/**
 * Sets what TensorFlow reads from the process's own environment when it is loaded; a thread's does not reach it, so
 * this is for the main thread, and does nothing in others.
 */
export function prepareTensorFlow(environment: NodeJS.ProcessEnv = process.env): void {
  if (!isMainThread) return
  preferWideVectors(environment)
  openGraphCache(environment)
}

/**
 * Has XLA use all 512 bits of a vector where the CPU has them: for its loops alone it would take 256.
 *
 * Only where set-up made TensorFlow: another version may not know the flag, and ends the process over it.
 */
function preferWideVectors(environment: NodeJS.ProcessEnv): void {
  const flags = environment['XLA_FLAGS'] ?? ''
  if (!tensorflowBuild()?.version || flags.includes(WIDTH)) return
  environment['XLA_FLAGS'] = `${flags} ${WIDTH}=512`.trim()
}
