// One line a step: what is done, how large it is, how long it took.

const live = Boolean(process.stdout.isTTY) && process.env.TERM !== 'dumb'
const colour = live && !process.env.NO_COLOR
const paint = (/** @type {number} */ code, /** @type {string} */ text) =>
  colour ? `\x1b[${code}m${text}\x1b[0m` : text

export const bold = (/** @type {string} */ text) => paint(1, text)
export const green = (/** @type {string} */ text) => paint(32, text)
export const yellow = (/** @type {string} */ text) => paint(33, text)
export const red = (/** @type {string} */ text) => paint(31, text)

/** @param {number} bytes */
export function size(bytes) {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(2)} GB` : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`
}

/** A step that has begun; its clock runs. @param {string} name */
export function begin(name) {
  const label = name.padEnd(13)
  const started = Date.now()
  let tenth = -1

  const end = (/** @type {string} */ mark, /** @type {string} */ text) => {
    const seconds = (Date.now() - started) / 1000
    if (live) process.stdout.write('\r\x1b[K')
    console.log(`${mark} ${bold(label)} ${text}${seconds < 0.3 ? '' : ` (${seconds.toFixed(1)} s)`}`)
  }

  return {
    /** What is going on now. @param {string} text */
    doing(text) {
      tenth = -1
      if (live) process.stdout.write(`\r\x1b[K  ${bold(label)} ${text} …`)
      else console.log(`  ${label} ${text} …`)
    },
    /** What is going on, and another program will write below. @param {string} text */
    handsOver(text) {
      this.doing(text)
      if (live) console.log()
    },
    /** In place on a terminal, each tenth elsewhere. @param {string} text @param {number} done @param {number} total */
    progress(text, done, total) {
      const now = Math.floor((10 * done) / total)
      const line = `${text}: ${size(done)} of ${size(total)}`
      if (live) process.stdout.write(`\r\x1b[K  ${bold(label)} ${line}`)
      else if (now !== tenth) console.log(`  ${label} ${line}`)
      tenth = now
    },
    done: (/** @type {string} */ text) => end(green('✓'), text),
    warn: (/** @type {string} */ text) => end(yellow('!'), text),
    fail: (/** @type {string} */ text) => end(red('✗'), text),
  }
}

/** @typedef {ReturnType<typeof begin>} Step */

/** Something the user can act on: one sentence with its remedy, shown without a stack. */
export class Problem extends Error {}
