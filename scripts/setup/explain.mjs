import { Problem, red } from './say.mjs'

/**
 * Ends the process with a Problem's sentence; anything else is a bug and keeps its stack.
 * @template T
 * @param {() => Promise<T>} job
 * @returns {Promise<T>}
 */
export async function orExplain(job) {
  try {
    return await job()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    console.error(`${red('✗')} ${error.message}`)
    process.exit(1)
  }
}
