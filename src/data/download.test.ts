import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { download, downloadSet } from './download'
import { fetchFile } from './fetchFile'
import { openLibrary } from './library'
import { digits, greys, idxFile, refusal, useFolder } from './testing'

const folder = useFolder()
const content = greys(400_000)
const published = (name: string, bytes: Uint8Array) => ({
  name,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
})
const file = published('set.gz', content)

type Answer = (response: ServerResponse, request: IncomingMessage, from: number) => void
const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

/** A real server on this machine; gives its address and the Range headers it was sent. */
async function serve(answer: Answer): Promise<{ url: string; ranges: (string | undefined)[] }> {
  const ranges: (string | undefined)[] = []
  const server = createServer((request, response) => {
    ranges.push(request.headers.range)
    answer(response, request, Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, ranges }
}

const send = (response: ServerResponse, bytes: Uint8Array, from: number) => {
  if (from > 0)
    response.writeHead(206, { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` })
  response.end(bytes.subarray(from))
}
const good: Answer = (response, _, from) => send(response, content, from)
const withoutRange: Answer = (response) => response.end(content)
/** Breaks the connection after `length` bytes of each answer. */
const dropping =
  (length: number): Answer =>
  (response, _, from) => {
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': content.length - from,
      ...(from > 0 && { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
    })
    response.write(content.subarray(from, from + length), () => response.destroy())
  }
const wrong: Answer = (response, _, from) => send(response, greys(content.length, 9), from)
const missing: Answer = (response) => response.writeHead(404).end()

const target = () => join(folder.path, 'set.gz')
const fetched = () => readFileSync(target()).equals(content)

describe('fetchFile', () => {
  it('fetches a file and tells how far it is', async () => {
    const seen: number[] = []
    const { url } = await serve(good)
    await fetchFile(file, [url], target(), { onProgress: (done) => seen.push(done) })
    expect(fetched()).toBe(true)
    expect(seen.at(-1)).toBe(content.length)
    expect(folder.entries()).toEqual(['set.gz'])
  })

  it('goes on where a broken connection stopped', async () => {
    const { url, ranges } = await serve(dropping(150_000))
    await fetchFile(file, [url], target())
    expect(fetched()).toBe(true)
    expect(ranges[0]).toBeUndefined()
    expect(ranges.length).toBeGreaterThan(2)
    expect(ranges.slice(1).every((range) => range?.startsWith('bytes='))).toBe(true)
  })

  it('goes on from what an earlier session left, and from nothing where a server knows no ranges', async () => {
    for (const answer of [good, withoutRange]) {
      writeFileSync(`${target()}.part`, content.subarray(0, 1000))
      const { url, ranges } = await serve(answer)
      await fetchFile(file, [url], target())
      expect(ranges).toEqual(['bytes=1000-'])
      expect(fetched()).toBe(true)
      writeFileSync(target(), '')
    }
  })

  it.each<[string, Answer]>([
    ['is missing the file', missing],
    ['sends other bytes', wrong],
    ['sends too many bytes', (response) => response.end(Buffer.concat([content, content]))],
    ['breaks off at once', (response) => response.destroy()],
    ['redirects in a circle', (response) => response.writeHead(302, { location: '/' }).end()],
    ['redirects to nonsense', (response) => response.writeHead(302, { location: 'gopher://x' }).end()],
    ['says nothing', () => undefined],
    ['falls silent', (response) => void response.write(content.subarray(0, 500))],
  ])('takes the next mirror when one %s', async (_, answer) => {
    const bad = await serve(answer)
    const { url } = await serve(good)
    await fetchFile(file, [bad.url, url], target(), { idle: 300 })
    expect(fetched()).toBe(true)
    expect(folder.entries()).toEqual(['set.gz'])
  })

  it('starts over when what was there before is wrong', async () => {
    writeFileSync(`${target()}.part`, greys(5000, 3))
    const { url, ranges } = await serve(good)
    await fetchFile(file, [url], target())
    expect(ranges).toEqual(['bytes=5000-', undefined])
    expect(fetched()).toBe(true)
  })

  it('follows a redirection', async () => {
    const { url } = await serve(good)
    const first = await serve((response) => response.writeHead(302, { location: `${url}elsewhere` }).end())
    await fetchFile(file, [first.url], target())
    expect(fetched()).toBe(true)
  })

  it('says what each mirror did, and that files can be imported', async () => {
    const mirrors = await Promise.all([missing, wrong].map(serve))
    const message = await refusal(
      fetchFile(file, [...mirrors.map(({ url }) => url), 'http://127.0.0.1:1/'], target(), { idle: 300 }),
    )
    expect(message).toMatch(
      /set.gz could not be downloaded.*answered 404 Not Found;.*a wrong checksum;.*ECONNREFUSED.*\| .*import them/,
    )
    expect(folder.entries()).toEqual([])
  })

  it('stops when it is cancelled, and keeps what has come for the next time', async () => {
    const cancel = new AbortController()
    const slow = await serve((response) => void response.write(content.subarray(0, 1000)))
    const fetching = fetchFile(file, [slow.url], target(), {
      signal: cancel.signal,
      onProgress: () => cancel.abort(),
    })
    expect(await refusal(fetching)).toMatch('The download of set.gz was cancelled')
    expect(folder.entries()).toEqual(['set.gz.part'])
    const { url, ranges } = await serve(good)
    await fetchFile(file, [url], target())
    expect(ranges).toEqual(['bytes=1000-'])
    expect(fetched()).toBe(true)
  })
})

describe('downloadSet', () => {
  const files: Record<string, Uint8Array> = {
    'train-images-idx3-ubyte': idxFile([30, 28, 28]),
    'train-labels-idx1-ubyte': idxFile([30], digits(30)),
    't10k-images-idx3-ubyte': idxFile([6, 28, 28], greys(6 * 784, 2)),
  }
  const set = (url: string) => ({
    id: 'some',
    mirrors: [url],
    files: Object.entries(files).map(([name, bytes]) => published(name, bytes)),
  })
  const answer: Answer = (response, request, from) =>
    send(response, files[request.url?.slice(1) ?? ''] ?? new Uint8Array(), from)

  it('imports what it fetched and keeps no copies', async () => {
    const { url } = await serve(answer)
    const library = openLibrary(folder.path)
    const seen: number[] = []
    const { id } = await downloadSet(library, set(url), { onProgress: (done) => seen.push(done) })
    const { splits } = await library.load(id)
    expect([splits.train.count, splits.validation.count, splits.test.count]).toEqual([25, 5, 6])
    expect(seen.at(-1)).toBe(set(url).files.reduce((sum, { bytes }) => sum + bytes, 0))
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(existsSync(join(folder.path, 'downloads', 'some'))).toBe(false)
  })

  it('keeps whole files of a download that failed, and fetches only the others again', async () => {
    const library = openLibrary(folder.path)
    const half = await serve((response, request, from) =>
      request.url?.includes('t10k') ? missing(response, request, from) : answer(response, request, from),
    )
    expect(await refusal(downloadSet(library, set(half.url)))).toMatch('t10k-images-idx3-ubyte could not')
    expect(await library.list()).toEqual([])
    expect(readdirSync(join(folder.path, 'downloads', 'some'))).toHaveLength(2)
    const { url, ranges } = await serve(answer)
    await downloadSet(library, set(url))
    expect(ranges).toHaveLength(1)
  })

  it('knows what can be downloaded', async () => {
    expect(await refusal(download(openLibrary(folder.path), 'strokes'))).toMatch(
      'nothing to download for strokes',
    )
  })
})
