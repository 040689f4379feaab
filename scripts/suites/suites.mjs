import { here, onPath } from '../setup/paths.mjs'
import { run, runNode, runNpm } from '../setup/run.mjs'
import { hasDisplay } from '../setup/open.mjs'
import { findChromium } from './chromium.mjs'
import { skip, timed, withReport } from './tally.mjs'

const NO_CHROMIUM =
  'no Chromium. Remedy: install it (Debian: apt-get install chromium; elsewhere: npx playwright install chromium), or name one in EASEL_CHROMIUM'

/**
 * Everything `npm test` runs, in order.
 * @param {import('../setup/electron.mjs').Electron} electron
 */
export function suites(electron) {
  const chromium = findChromium()
  const env = { ...process.env, ...(chromium.executable && { EASEL_CHROMIUM: chromium.executable }) }
  const needsChromium = (/** @type {string} */ what, /** @type {() => Promise<any>} */ suite) =>
    chromium.found ? suite : () => skip(`${what}: ${NO_CHROMIUM}`)
  return [
    timed('lint', () => script('lint')),
    timed('types', () => script('types')),
    timed('unit tests', () => vitest('node', env)),
    timed(
      'component tests',
      needsChromium('component tests', () => vitest('browser', env)),
    ),
    timed('end to end, in Electron', () => inElectron(electron, env)),
    timed(
      'end to end, served',
      needsChromium('end-to-end tests of the served studio', () => playwright('served', env, [])),
    ),
  ]
}

/** A script of package.json, counted as one test. @param {string} name */
async function script(name) {
  const { ok } = await runNpm(['run', '--silent', name], { show: true })
  return { passed: Number(ok), failed: Number(!ok), skipped: [] }
}

/** @param {string} project @param {NodeJS.ProcessEnv} env */
function vitest(project, env) {
  const bin = here('node_modules', 'vitest', 'vitest.mjs')
  return withReport(
    (file) => {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
      return runNode(bin, ['run', `--project=${project}`, ...reporters], { show: true, env })
    },
    ({ numPassedTests, numFailedTests, testResults }) => {
      const tests = testResults.flatMap((/** @type {any} */ file) => file.assertionResults)
      const broken = testResults.filter(
        (/** @type {any} */ file) => file.status === 'failed' && !file.assertionResults.length,
      )
      const skipped = tests.filter((/** @type {any} */ { status }) => !['passed', 'failed'].includes(status))
      return {
        passed: numPassedTests,
        failed: numFailedTests + broken.length,
        skipped: skipped.map((/** @type {any} */ { fullName }) => fullName),
      }
    },
  )
}

/** @param {import('../setup/electron.mjs').Electron} electron @param {NodeJS.ProcessEnv} env */
function inElectron(electron, env) {
  const what = 'end-to-end tests in Electron'
  if (!electron.executable)
    return skip(
      `${what}: ${electron.reason}. Remedy: npm run setup once that is mended, or name an Electron in ELECTRON_OVERRIDE_DIST_PATH`,
    )
  if (hasDisplay()) return playwright('electron', env, [])
  if (!onPath('xvfb-run'))
    return skip(`${what}: no display. Remedy: install one (Debian, Ubuntu: apt-get install xvfb xauth)`)
  return playwright('electron', env, ['xvfb-run', '--auto-servernum', '--server-args=-screen 0 1600x1000x24'])
}

/** @param {string} project @param {NodeJS.ProcessEnv} env @param {string[]} before what it is run by */
function playwright(project, env, before) {
  const bin = here('node_modules', '@playwright', 'test', 'cli.js')
  return withReport(
    (file) => {
      const [command, ...args] = [
        ...before,
        process.execPath,
        bin,
        'test',
        `--project=${project}`,
        '--reporter=list,json',
      ]
      return run(command, args, { show: true, env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file } })
    },
    ({ stats, suites }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: suites.flatMap(skippedIn),
    }),
  )
}

/** @param {any} suite of Playwright's report @returns {string[]} */
function skippedIn(suite) {
  const own = (suite.specs ?? []).filter((/** @type {any} */ spec) =>
    spec.tests.some((/** @type {any} */ { status }) => status === 'skipped'),
  )
  const within = (suite.suites ?? []).flatMap(skippedIn)
  return [...own.map((/** @type {any} */ spec) => spec.title), ...within].map(
    (title) => `${suite.title} › ${title}`,
  )
}
