import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import type { Wire } from '../studio/api'
import { connectStudio } from '../studio/client'
import { decodePacket, encodePacket } from '../studio/codec'
import { home } from './home'
import { createHost } from './host'
import { serve, type Served } from './serve'
import { createTransfers } from './transfers'

const UPGRADE =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='

const root = mkdtempSync(join(tmpdir(), 'easel-serve-'))
const pages = join(root, 'pages')
mkdirSync(pages)
writeFileSync(join(pages, 'index.html'), '<title>Easel</title>')
writeFileSync(join(root, 'outside.txt'), 'secret')
const host = createHost('browser', home({ EASEL_HOME: root }))
let served: Served
let origin: string
let cookie: string

beforeAll(async () => {
  served = await serve(host, pages, 0)
  origin = new URL(served.address).origin
  const response = await fetch(served.address, { redirect: 'manual' })
  cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
})
afterAll(async () => {
  await served.close()
  await host.close()
  rmSync(root, { recursive: true, force: true })
})

/** The status a request gets; fetch would not let a test choose Host or a raw path. */
const status = (path: string, headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    const { hostname, port } = new URL(origin)
    request({ hostname, port, path, headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })

const socket = (headers: Record<string, string>, from?: string) =>
  new Promise<WebSocket>((resolve, reject) => {
    const open = new WebSocket(`${origin.replace('http', 'ws')}/studio`, {
      headers,
      ...(from && { origin: from }),
    })
    open.on('open', () => resolve(open))
    open.on('error', reject)
  })

describe('the served studio', () => {
  it('turns the token of its address into a cookie and takes it out of the address bar', async () => {
    const response = await fetch(served.address, { redirect: 'manual' })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/')
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/)
  })

  it('serves pages with the strict policy to who has the cookie, and nothing to who has not', async () => {
    const page = await fetch(origin, { headers: { cookie } })
    expect(await page.text()).toContain('Easel')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect((await fetch(origin)).status).toBe(401)
    expect((await fetch(`${origin}/?token=guess`)).status).toBe(401)
    expect((await fetch(origin, { headers: { cookie: `${cookie}x` } })).status).toBe(401)
  })

  it('refuses names that were made to point at this machine, and paths outside its pages', async () => {
    expect(await status('/', { cookie, host: 'evil.example' })).toBe(421)
    expect(await status('/../outside.txt', { cookie, host: new URL(origin).host })).toBe(404)
    expect(await status('/%2e%2e/outside.txt', { cookie, host: new URL(origin).host })).toBe(404)
  })

  it('opens its socket only to its own page', async () => {
    await expect(socket({}, origin)).rejects.toThrow('403')
    await expect(socket({ cookie }, 'http://evil.example')).rejects.toThrow('403')
    await expect(socket({ cookie })).rejects.toThrow('403')
    const open = await socket({ cookie }, origin)
    open.binaryType = 'nodebuffer'
    const wire: Wire = {
      send: (packet) => open.send(encodePacket(packet)),
      onPacket: (listener) => open.on('message', (data: Buffer) => listener(decodePacket(data))),
      onClose: (listener) => open.on('close', listener),
    }
    const { studio } = connectStudio(wire)
    expect(await studio.hello({})).toMatchObject({ shell: 'browser' })
    expect(await studio.runs({})).toEqual([])
    open.close()
  })

  it('closes a socket that does not talk packets, and lives on', async () => {
    const open = await socket({ cookie }, origin)
    const closed = new Promise<number>((resolve) => open.on('close', resolve))
    open.send(Buffer.from([0xc1, 0xff, 0x00]))
    expect(await closed).toBe(1003)
    expect((await fetch(origin, { headers: { cookie } })).status).toBe(200)
  })

  it('lives on after a frame that is none, and after one who left before the answer', async () => {
    const open = await socket({ cookie }, origin)
    const closed = new Promise((resolve) => open.on('close', resolve))
    const { hostname, port } = new URL(origin)
    const raw = connect(Number(port), hostname)
    raw.write(`GET /studio HTTP/1.1\r\nHost: ${hostname}:${port}\r\n${UPGRADE}\r\n\r\n`)
    raw.resetAndDestroy()
    // An opcode nobody defined, unmasked: ws tells of it as an error, which ends a process that does not listen.
    const { _socket: under } = open as unknown as { _socket: Socket }
    under.write(Buffer.from([0x8f, 0x00]))
    await closed
    expect((await fetch(origin, { headers: { cookie } })).status).toBe(200)
  })

  it('takes no paths of this machine from a browser', async () => {
    const open = await socket({ cookie }, origin)
    open.binaryType = 'nodebuffer'
    const { studio } = connectStudio({
      send: (packet) => open.send(encodePacket(packet)),
      onPacket: (listener) => open.on('message', (data: Buffer) => listener(decodePacket(data))),
      onClose: (listener) => open.on('close', listener),
    })
    await expect(studio.importRun({ path: join(root, 'a.zip') })).rejects.toThrow(/browser/)
    await expect(studio.importPaths({ paths: [root] })).rejects.toThrow(/browser/)
    open.close()
  })

  it('says so when its port is taken', async () => {
    await expect(serve(host, pages, Number(new URL(origin).port))).rejects.toThrow(/Port \d+ is taken/)
  })
})

describe('runs as zips', () => {
  const post = (body: string, headers: Record<string, string>) =>
    fetch(`${origin}/runs/?name=a.zip`, { method: 'POST', headers, body })

  it('are taken from its own page alone', async () => {
    expect((await post('x', {})).status).toBe(401)
    expect((await post('x', { cookie })).status).toBe(403)
    expect((await post('x', { cookie, origin: 'http://127.0.0.1:1' })).status).toBe(403)
  })

  it('choose no place of their own, and leave nothing behind', async () => {
    for (const name of ['../../escaped.zip', '..', '.', '/etc/a.zip', 'a\0b', '']) {
      const to = `${origin}/runs/?name=${encodeURIComponent(name)}`
      const answer = await fetch(to, { method: 'POST', headers: { cookie, origin }, body: 'no zip' })
      expect(answer.status, name).toBe(400)
    }
    expect(existsSync(join(root, 'escaped.zip'))).toBe(false)
    expect(readdirSync(join(root, 'runs')).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('may not be larger than is said', async () => {
    const runs = join(root, 'bounded')
    const { receive } = createTransfers(
      runs,
      () => {},
      () => {},
      1000,
    )
    await expect(receive(Readable.from([Buffer.alloc(600), Buffer.alloc(600)]), 'a.zip')).rejects.toThrow(
      'larger than 1000 bytes',
    )
    expect(readdirSync(runs)).toEqual([])
  })

  it('go out from the exports of a run alone', async () => {
    const folder = join(root, 'runs', 'one', 'exports')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'one.zip'), 'zip')
    const get = (path: string) => fetch(`${origin}/runs/${path}`, { headers: { cookie } })
    const answer = await get('one/one.zip')
    expect(answer.headers.get('content-disposition')).toContain('one.zip')
    expect(await answer.text()).toBe('zip')
    for (const path of [
      'one/..%2Frun.json',
      '..%2Foutside.txt/x',
      'one/none.zip',
      'one/',
      'one',
      'one/one.zip/x',
      '%ff/x',
      '',
    ])
      expect((await get(path)).status, path).toBe(400)
    expect((await fetch(`${origin}/runs/one/one.zip`)).status).toBe(401)
    const post = { method: 'POST', headers: { cookie, origin } }
    expect((await fetch(`${origin}/runs/one/one.zip`, post)).status).toBe(405)
  })
})
