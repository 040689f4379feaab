import { spawn } from 'node:child_process'
import { root } from './paths.mjs'

/**
 * @typedef {object} Ending
 * @property {boolean} ok        it ran and returned 0
 * @property {boolean} missing   there is no such program
 * @property {boolean} timedOut
 * @property {number | null} code
 * @property {NodeJS.Signals | null} signal
 * @property {string} stdout     '' where it was shown instead
 * @property {string} stderr
 */

/**
 * Runs a program in the checkout to its end; never throws.
 * @param {string} command
 * @param {string[]} args
 * @param {{ show?: boolean, env?: NodeJS.ProcessEnv, timeout?: number, shell?: boolean }} [options]
 *   show: its output goes to the terminal; timeout in ms
 * @returns {Promise<Ending>}
 */
export function run(command, args, { show = false, env = process.env, timeout = 0, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      shell,
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    const ending = {
      ok: false,
      missing: false,
      timedOut: false,
      code: null,
      signal: null,
      stdout: '',
      stderr: '',
    }
    const clock = timeout
      ? setTimeout(() => {
          ending.timedOut = true
          child.kill('SIGKILL')
        }, timeout)
      : undefined
    child.stdout?.on('data', (text) => (ending.stdout += text))
    child.stderr?.on('data', (text) => (ending.stderr += text))
    child.on('error', (error) => {
      clearTimeout(clock)
      resolve({ ...ending, missing: true, stderr: error.message })
    })
    child.on('close', (code, signal) => {
      clearTimeout(clock)
      resolve({ ...ending, ok: code === 0, code, signal })
    })
  })
}

/** Runs a JavaScript file with this Node. @param {string} file @param {string[]} args @param {Parameters<typeof run>[2]} [options] */
export const runNode = (file, args, options) => run(process.execPath, [file, ...args], options)

/** Runs npm, the one that runs us where that is so. @param {string[]} args @param {Parameters<typeof run>[2]} [options] */
export function runNpm(args, options) {
  const own = process.env.npm_execpath
  if (own?.endsWith('.js')) return runNode(own, args, options)
  return run('npm', args, { ...options, shell: process.platform === 'win32' })
}

/** The last line that says something. @param {string} text */
export const lastLine = (text) => text.trim().split('\n').pop()?.trim() ?? ''
