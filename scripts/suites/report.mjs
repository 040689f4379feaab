import { bold, red, yellow } from '../setup/say.mjs'

/**
 * Prints the table and, last and alone, the sum.
 * @param {import('./tally.mjs').Tally[]} tallies
 * @param {boolean} requireAll a skipped test has failed
 * @returns {number} the exit code
 */
export function report(tallies, requireAll) {
  const width = Math.max(...tallies.map(({ name }) => name.length))
  const row = (/** @type {(string | number)[]} */ [name, ...cells]) =>
    String(name).padEnd(width) + cells.map((cell) => String(cell).padStart(10)).join('')
  console.log(`\n${bold(row(['', 'passed', 'failed', 'skipped', 'seconds']))}`)
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const { name, passed, failed, skipped, seconds } of tallies) {
    console.log(row([name, passed, failed, skipped.length, seconds.toFixed(1)]))
    sum.passed += passed
    sum.failed += failed + (requireAll ? skipped.length : 0)
    sum.skipped += requireAll ? 0 : skipped.length
  }
  for (const { name, trouble } of tallies) if (trouble) console.log(red(`${name}: ${trouble}`))
  for (const what of tallies.flatMap(({ skipped }) => skipped)) {
    console.log(requireAll ? red(`FAILED, for it was skipped: ${what}`) : yellow(`SKIPPED ${what}`))
  }
  console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`)
  return sum.failed ? 1 : 0
}
