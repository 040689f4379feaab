import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { here, root } from './paths.mjs'

/** Whether a window can be shown. */
export function hasDisplay() {
  if (process.platform === 'win32' || process.platform === 'darwin') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** Ends when the studio does, with its exit code. @param {string} executable @param {string[]} args */
export function openInElectron(executable, args) {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  if (asRoot) console.log('Running as root: Electron starts without its sandbox (--no-sandbox).')
  console.log('Opening the studio.')
  const studio = spawn(executable, [...(asRoot ? ['--no-sandbox'] : []), root, ...args], { stdio: 'inherit' })
  // A terminal's Ctrl-C has reached the studio too; where it was meant for us alone the studio learns of it here.
  process.on('SIGINT', () => setTimeout(() => studio.kill('SIGINT'), 1000).unref())
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
    process.on(signal, () => studio.kill(signal))
  studio.on('error', (error) => {
    console.error(`Electron did not start (${error.message}). Remedy: npm start -- --browser`)
    process.exit(1)
  })
  studio.on('exit', (code, signal) => {
    if (code) console.error(`Electron ended with code ${code}. Without a window: npm start -- --browser`)
    process.exit(signal ? 0 : (code ?? 1))
  })
}

/** In this process, so that Ctrl-C is the command line's own matter. @param {string} why @param {string[]} args */
export function serve(why, args) {
  console.log(`Serving the studio to a browser, ${why}.`)
  process.argv.splice(1, Infinity, here('scripts', 'easel.js'), 'serve', ...args)
  createRequire(import.meta.url)(here('scripts', 'easel.js'))
}
