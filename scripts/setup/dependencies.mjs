import { chmodSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { here } from './paths.mjs'
import { runNpm } from './run.mjs'
import { Problem, begin } from './say.mjs'

/** Installs what package-lock.json says, unless it is installed already. */
export async function dependencies() {
  const step = begin('Dependencies')
  const wanted = packagesIn('package-lock.json')
  if (!wanted)
    throw new Problem('package-lock.json is missing or unreadable. Remedy: git checkout package-lock.json')
  const count = Object.keys(wanted).length - 1
  if (!installed(wanted)) {
    step.handsOver(`npm ci: ${count} packages by package-lock.json`)
    // Only errors: engine warnings of Electron's own tools say nothing a user can act on.
    const npm = await runNpm(['ci', '--loglevel=error', '--no-audit', '--no-fund'], { show: true })
    if (!npm.ok) {
      throw new Problem(
        `npm ci failed (${npm.missing ? 'npm is not on PATH' : 'its words are above'}). Remedy: check the network, then run the same command again`,
      )
    }
  }
  linkCommand()
  step.done(`${count} packages, as package-lock.json says`)
}

/** @param {string} file @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }> | undefined} */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(here(file), 'utf8')).packages
  } catch {
    return undefined
  }
}

/**
 * npm writes node_modules/.package-lock.json last, so an interrupted install has none.
 * @param {NonNullable<ReturnType<typeof packagesIn>>} wanted
 */
function installed(wanted) {
  const present = packagesIn('node_modules/.package-lock.json')
  if (!present) return false
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true
    const found = present[path]
    return found ? found.version === version && found.integrity === integrity : Boolean(optional)
  })
}

/** `npx easel` finds the checkout's own command at once, without asking to install anything. */
function linkCommand() {
  const windows = process.platform === 'win32'
  const link = here('node_modules', '.bin', windows ? 'easel.cmd' : 'easel')
  if (existsSync(link)) return
  if (windows) return writeFileSync(link, '@node "%~dp0..\\..\\scripts\\easel.js" %*\r\n')
  chmodSync(here('scripts', 'easel.js'), 0o755)
  symlinkSync('../../scripts/easel.js', link)
}
