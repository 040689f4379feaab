import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WrongHash, download } from './download.mjs'

const content = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * i) % 251))
const sha256 = createHash('sha256').update(content).digest('hex')
/** @type {string} */ let folder
/** @type {import('node:http').Server} */ let server
/** What the server does with a request, and what it was asked for. */
/** @type {(range: string | undefined, response: import('node:http').ServerResponse) => void} */ let answer
/** @type {(string | undefined)[]} */ let asked

/** @param {string | undefined} range @param {import('node:http').ServerResponse} response */
function serveRange(range, response) {
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
  if (from >= content.length) return response.writeHead(416).end()
  response
    .writeHead(from ? 206 : 200, { 'content-length': content.length - from })
    .end(content.subarray(from))
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'easel-download-'))
  asked = []
  answer = serveRange
  server = createServer((request, response) => {
    asked.push(request.headers.range)
    answer(request.headers.range, response)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true })
})

const file = () => join(folder, 'wheel')
const get = (/** @type {object} */ more = {}) => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return download({
    url: `http://127.0.0.1:${port}/`,
    sha256,
    file: file(),
    pause: 1,
    onProgress() {},
    ...more,
  })
}

test('downloads, tells how far it is, and leaves no part', async () => {
  const seen = []
  await get({
    onProgress: (/** @type {number} */ done, /** @type {number} */ total) => seen.push([done, total]),
  })
  expect(readFileSync(file()).equals(content)).toBe(true)
  expect(seen.at(-1)).toEqual([content.length, content.length])
  expect(existsSync(`${file()}.part`)).toBe(false)
})

test('goes on where an earlier process stopped', async () => {
  writeFileSync(`${file()}.part`, content.subarray(0, 60_000))
  await get()
  expect(asked).toEqual(['bytes=60000-'])
  expect(readFileSync(file()).equals(content)).toBe(true)
})

test('goes on after a broken connection', async () => {
  answer = (range, response) => {
    answer = serveRange
    response.writeHead(200, { 'content-length': content.length })
    response.write(content.subarray(0, 30_000), () => setTimeout(() => response.destroy(), 50))
  }
  await get()
  expect(asked).toEqual([undefined, 'bytes=30000-'])
  expect(readFileSync(file()).equals(content)).toBe(true)
})

test('starts over where the server ignores ranges', async () => {
  writeFileSync(`${file()}.part`, content.subarray(0, 60_000))
  answer = (range, response) => serveRange(undefined, response)
  await get()
  expect(readFileSync(file()).equals(content)).toBe(true)
})

test.each([
  ['damaged', Buffer.alloc(60_000)],
  ['too long', Buffer.alloc(200_000)],
])('starts over after a %s part', async (_, part) => {
  writeFileSync(`${file()}.part`, part)
  await get()
  expect(readFileSync(file()).equals(content)).toBe(true)
})

test('refuses what has another hash, and keeps nothing of it', async () => {
  await expect(get({ sha256: '0'.repeat(64) })).rejects.toThrow(WrongHash)
  expect(asked).toHaveLength(1)
  expect(existsSync(file()) || existsSync(`${file()}.part`)).toBe(false)
})

test('asks for nothing where the file is there and right', async () => {
  writeFileSync(file(), content)
  await get()
  expect(asked).toEqual([])
})

test('gives up on a server that goes on failing', async () => {
  answer = (range, response) => response.writeHead(503).end()
  await expect(get()).rejects.toThrow('503')
  expect(asked).toHaveLength(5)
})
