import './setup/node-version.mjs'

// `npm test`: sets up, then checks everything this machine can. `--require-all` lets nothing be skipped.
const { setUp } = await import('./setup/setup.mjs')
const { Problem } = await import('./setup/say.mjs')
const { suites } = await import('./suites/suites.mjs')
const { report } = await import('./suites/report.mjs')

const requireAll = process.argv.includes('--require-all') || process.env.EASEL_REQUIRE_ALL === '1'
/** @type {import('./suites/tally.mjs').Tally[]} */
const tallies = []
try {
  const { electron } = await setUp({ again: true, wantElectron: true })
  for (const suite of suites(electron)) tallies.push(await suite())
} catch (error) {
  const words = error instanceof Problem ? error.message : String(/** @type {Error} */ (error).stack)
  tallies.push({ name: 'set-up', passed: 0, failed: 1, skipped: [], seconds: 0, trouble: words })
}
process.exitCode = report(tallies, requireAll)
