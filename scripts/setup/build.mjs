import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { here } from './paths.mjs'
import { runNode } from './run.mjs'
import { Problem, begin } from './say.mjs'

const SOURCES = ['src', 'resources', 'docs', 'scripts/vite', 'package.json', 'package-lock.json']
const CONFIGS = /^(electron\.vite|svelte|tsconfig).*\.(json|[cm]?[jt]s)$/
/** Lies in out/ and goes with it. */
const STAMP = here('out', '.built-from')

/**
 * Builds out/ where its sources are not those it was built from. A failed build leaves none:
 * nothing may run on stale code.
 * @param {{ electron: import('./electron.mjs').Electron, anyway?: boolean }} options
 */
export async function build({ electron, anyway = false }) {
  const step = begin('Build')
  const major = process.env.ELECTRON_MAJOR_VER || electron.version?.split('.')[0]
  const hash = sourcesHash(major)
  if (!anyway && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash)
    return step.done('out/ is up to date')

  step.doing('electron-vite')
  rmSync(here('out'), { recursive: true, force: true })
  const env = { ...process.env, NODE_ENV: 'production', ...(major && { ELECTRON_MAJOR_VER: major }) }
  const vite = await runNode(here('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), ['build'], {
    env,
  })
  if (!vite.ok) {
    rmSync(here('out'), { recursive: true, force: true })
    step.fail('electron-vite failed:')
    console.error(vite.stdout + vite.stderr)
    throw new Problem(
      'The build failed; out/ was removed. Remedy: mend what the lines above name, then npm run build',
    )
  }
  writeFileSync(STAMP, hash)
  step.done('out/ built from src/')
}

/** @param {string | undefined} major */
function sourcesHash(major) {
  const hash = createHash('sha256').update(`Electron ${major}`)
  const configs = readdirSync(here()).filter((name) => CONFIGS.test(name))
  for (const file of [...SOURCES, ...configs].sort().flatMap(filesUnder)) {
    hash.update(`\0${file}\0`).update(readFileSync(here(file)))
  }
  return hash.digest('hex')
}

/** @param {string} path in the checkout, a file or a folder @returns {string[]} */
function filesUnder(path) {
  const info = statSync(here(path), { throwIfNoEntry: false })
  if (!info) return []
  if (info.isFile()) return [path]
  return readdirSync(here(path))
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}
