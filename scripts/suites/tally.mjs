import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bold } from '../setup/say.mjs'

/**
 * What came of a suite.
 * @typedef {object} Tally
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} skipped  each with what is missing, where that is known
 * @property {number} seconds
 * @property {string} [trouble]  what went wrong beside failed tests
 */

/** @typedef {Pick<Tally, 'passed' | 'failed' | 'skipped' | 'trouble'>} Counts */

/**
 * @param {string} name
 * @param {() => Promise<Counts>} suite
 * @returns {() => Promise<Tally>}
 */
export const timed = (name, suite) => async () => {
  console.log(`\n${bold(`── ${name}`)}`)
  const started = Date.now()
  const counts = await suite()
  for (const reason of counts.skipped) console.log(`SKIPPED ${reason}`)
  return { name, ...counts, seconds: (Date.now() - started) / 1000 }
}

/** @param {string} what @returns {Promise<Counts>} */
export const skip = async (what) => ({ passed: 0, failed: 0, skipped: [what] })

/**
 * Runs a tool that writes a JSON report, and reads it. A tool that ran nothing, crashed, or ended badly
 * without a failed test has failed once.
 * @param {(file: string) => Promise<import('../setup/run.mjs').Ending>} tool given the report's path
 * @param {(json: any) => Counts} read
 * @returns {Promise<Counts>}
 */
export async function withReport(tool, read) {
  const folder = mkdtempSync(join(tmpdir(), 'easel-test-'))
  const file = join(folder, 'report.json')
  try {
    const ending = await tool(file)
    if (!existsSync(file)) {
      return {
        passed: 0,
        failed: 1,
        skipped: [],
        trouble: `it crashed (${ending.signal ?? `exit code ${ending.code}`})`,
      }
    }
    const counts = read(JSON.parse(readFileSync(file, 'utf8')))
    if (counts.failed > 0) return counts
    if (counts.passed === 0) return { ...counts, failed: 1, trouble: 'no test ran' }
    if (!ending.ok) return { ...counts, failed: 1, trouble: 'errors outside the tests: see above' }
    return counts
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
