import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs `job` while no other process of this user holds the same name. The lock is a listening socket:
 * the system frees it however its owner ends, so there is no stale lock to judge.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} job
 * @param {() => void} [onWait] called once if another process holds it
 * @returns {Promise<T>}
 */
export async function holding(name, job, onWait) {
  const address = addressOf(name)
  let server
  for (let waited = false; !(server = await tryListen(address)); waited = true) {
    if (!waited) onWait?.()
    await sleep(300)
  }
  try {
    return await job()
  } finally {
    server.close()
  }
}

/** @param {string} name */
function addressOf(name) {
  const id = `easel-${createHash('sha256').update(`${userInfo().username}\0${name}`).digest('hex').slice(0, 16)}`
  if (process.platform === 'linux') return `\0${id}` // an abstract socket: no file
  if (process.platform === 'win32') return `\\\\.\\pipe\\${id}`
  return join(tmpdir(), `${id}.sock`)
}

/** @param {string} address @returns {Promise<import('node:net').Server | undefined>} undefined where another listens */
function tryListen(address) {
  return new Promise((resolve, reject) => {
    const server = createServer((visitor) => visitor.destroy())
    server.unref()
    server.once('error', async (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== 'EADDRINUSE') return reject(error)
      if (await answers(address)) return resolve(undefined)
      if (address.startsWith(tmpdir())) rmSync(address, { force: true }) // its owner was killed
      resolve(undefined)
    })
    server.listen(address, () => resolve(server))
  })
}

/** @param {string} address @returns {Promise<boolean>} */
function answers(address) {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => (socket.destroy(), resolve(true)))
    socket.once('error', () => resolve(false))
  })
}
