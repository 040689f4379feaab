import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { here, readRecord, writeRecord } from './paths.mjs'
import { lastLine, run, runNode } from './run.mjs'
import { begin } from './say.mjs'

/**
 * @typedef {object} Electron
 * @property {string} [executable] absent where there is none that runs
 * @property {string} [version]
 * @property {string} [reason]     why there is none
 */

const EXECUTABLE =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[
    /** @type {string} */ (process.platform)
  ] ?? 'electron'
const DOWNLOAD_LIMIT = 10 * 60_000

/** The Electron that lies here now: ELECTRON_OVERRIDE_DIST_PATH, or the npm package's own. @returns {Electron} */
export function findElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const folder = override ?? here('node_modules', 'electron', 'dist')
  const executable = join(folder, EXECUTABLE)
  if (existsSync(executable)) return { executable, version: versionIn(folder) }
  return { reason: override ? `ELECTRON_OVERRIDE_DIST_PATH holds no ${EXECUTABLE}` : 'not downloaded' }
}

/**
 * Has the npm package download its Electron, and tries it. Where it can't be had the studio is served to a browser.
 * @param {{ again: boolean, wanted: boolean }} options
 * @returns {Promise<Electron>}
 */
export async function electron({ again, wanted }) {
  const step = begin('Electron')
  let found = findElectron()
  const known = readRecord('electron')
  if (known && known.tried === found.executable && !(again && known.result.reason)) {
    tell(step, known.result)
    return known.result
  }
  if (!found.executable && !wanted) {
    step.done('not needed here (npm run setup would fetch it)')
    return found
  }
  if (!found.executable && !process.env.ELECTRON_OVERRIDE_DIST_PATH) found = await download(step)
  const reason = found.executable ? await whyItWontRun(found.executable) : found.reason
  const result = reason ? { reason } : found
  writeRecord('electron', { tried: found.executable, result })
  tell(step, result)
  return result
}

/** @param {import('./say.mjs').Step} step @param {Electron} found */
function tell(step, { version, reason }) {
  if (reason) step.warn(`not available: ${reason}. The studio opens in the browser instead`)
  else step.done(version ?? 'found')
}

/** @param {import('./say.mjs').Step} step @returns {Promise<Electron>} */
async function download(step) {
  step.doing('downloading (about 110 MB)')
  const install = await runNode(here('node_modules', 'electron', 'install.js'), [], {
    timeout: DOWNLOAD_LIMIT,
  })
  if (install.ok) return findElectron()
  if (install.timedOut) return { reason: `its download took over ${DOWNLOAD_LIMIT / 60_000} minutes` }
  const words = /^\s*(?:\w*Error: )(.*)$/m.exec(install.stderr)?.[1] ?? lastLine(install.stderr)
  return { reason: `its download failed (${words})` }
}

/** @param {string} executable @returns {Promise<string | undefined>} undefined when it runs */
async function whyItWontRun(executable) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const trial = await run(executable, ['--version'], { env, timeout: 30_000 })
  if (trial.ok) return undefined
  const library = /([\w.+-]+\.so[\w.]*): cannot open shared object/.exec(trial.stderr)?.[1]
  if (library)
    return `the system library ${library} is missing (Debian, Ubuntu: apt-get install libgtk-3-0 libnss3 libasound2 libgbm1)`
  return `it does not start (${lastLine(trial.stderr) || trial.signal || `exit code ${trial.code}`})`
}

/** @param {string} folder */
function versionIn(folder) {
  const file = join(folder, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined
}
