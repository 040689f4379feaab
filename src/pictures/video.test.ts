import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { countingDrawing } from './fixture'
import { drawingWebm } from './video'

const folder = mkdtempSync(join(tmpdir(), 'easel-video-'))
afterAll(() => rmSync(folder, { recursive: true }))

const drawing = countingDrawing({ count: 2, glimpses: 4, channels: 1, height: 9, width: 7 })
const text = { 'EASEL-RUN': 'first', 'EASEL-COMMAND': 'easel sample first --out σ.webm' }
const boxes = { read: true, write: true }

test('the same drawings and words are the same bytes, with the words in them', async () => {
  const told: number[] = []
  const film = await drawingWebm(drawing, { boxes, scale: 3, text }, async (done) => void told.push(done))
  // EBML, RFC 8794.
  expect([...film.subarray(0, 4)]).toEqual([0x1a, 0x45, 0xdf, 0xa3])
  for (const words of Object.values(text)) expect(Buffer.from(film).includes(words)).toBe(true)
  expect(told).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  expect(Buffer.from(await drawingWebm(drawing, { boxes, scale: 3, text })).equals(film)).toBe(true)
})

test('can be broken off', async () => {
  await expect(
    drawingWebm(drawing, { boxes, text }, async (done) => {
      if (done === 2) throw new Error('enough')
    }),
  ).rejects.toThrow('enough')
})

const python = process.env['EASEL_TEST_PYTHON']
const hasAv = python !== undefined && spawnSync(python, ['-c', 'import av']).status === 0

test.skipIf(!hasAv)('FFmpeg plays it (needs EASEL_TEST_PYTHON with av)', async () => {
  const file = join(folder, 'drawing.webm')
  drawing.canvases.fill(200)
  writeFileSync(file, await drawingWebm(drawing, { boxes, scale: 8, text }))
  const script = `
import json, sys, av
with av.open(sys.argv[1]) as film:
    stream = film.streams.video[0]
    frames = [frame for frame in film.decode(video=0)]
    grey = [int(f.to_ndarray(format="gray")[4 + 30, 4 + 30]) for f in frames]
    print(json.dumps({"size": [stream.width, stream.height], "codec": stream.codec_context.name, "tags": film.metadata,
      "times": [round(f.time * 1000) for f in frames], "grey": grey}))`
  const seen = JSON.parse(execFileSync(python ?? '', ['-c', script, file], { encoding: 'utf8' })) as {
    size: number[]
    codec: string
    tags: Record<string, string>
    times: number[]
    grey: number[]
  }
  expect(seen.size).toEqual([2 * (7 * 8 + 4) + 4, 9 * 8 + 8])
  expect(seen.codec).toMatch(/vp9/)
  expect(seen.tags).toMatchObject(text)
  expect(seen.times).toEqual(Array.from({ length: 12 }, (_, i) => i * 200))
  for (const value of seen.grey) expect(Math.abs(value - (16 + (200 * 219) / 255))).toBeLessThan(13)
})
