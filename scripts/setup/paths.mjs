import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** A path inside the checkout. */
export const here = (/** @type {string[]} */ ...parts) => join(root, ...parts)

/** The user's cache, shared by every checkout. */
export function cacheFolder() {
  const { EASEL_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (EASEL_CACHE) return resolve(EASEL_CACHE)
  if (process.platform === 'win32')
    return join(LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'easel', 'cache')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'easel')
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'easel')
}

/** What a step found out, kept in node_modules so that `npm ci` forgets it too. */
const recordFile = (/** @type {string} */ name) => here('node_modules', '.easel', `${name}.json`)

/** @param {string} name @returns {any} undefined when there is none, or none that can be read */
export function readRecord(name) {
  try {
    return JSON.parse(readFileSync(recordFile(name), 'utf8'))
  } catch {
    return undefined
  }
}

/** @param {string} name @param {object} record */
export function writeRecord(name, record) {
  const file = recordFile(name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(record, null, 2)}\n`)
  renameSync(`${file}.${process.pid}`, file)
}

/** Looks a program up on PATH. @param {string} name @returns {string | undefined} */
export function onPath(name) {
  const separator = process.platform === 'win32' ? ';' : ':'
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : ['']
  for (const folder of (process.env.PATH ?? '').split(separator).filter(Boolean)) {
    for (const ending of endings) {
      const file = join(folder, name + ending)
      if (existsSync(file)) return file
    }
  }
  return undefined
}
