import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { WRITE_RED } from './box'
import { countingDrawing } from './fixture'
import { drawingGif } from './gif'

const folder = mkdtempSync(join(tmpdir(), 'easel-gif-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The blocks of a GIF by the grammar of GIF89a's appendix B. */
function blocksOf(gif: Uint8Array) {
  const view = new DataView(gif.buffer, gif.byteOffset)
  const screen = { width: view.getUint16(6, true), height: view.getUint16(8, true) }
  let at = 13 + 3 * 2 ** ((view.getUint8(10) & 7) + 1)
  const subBlocks = () => {
    const parts: number[] = []
    for (let length = view.getUint8(at++); length > 0; length = view.getUint8(at++)) {
      parts.push(...gif.subarray(at, at + length))
      at += length
    }
    return Uint8Array.from(parts)
  }
  const order: string[] = []
  const delays: number[] = []
  let comment = ''
  for (;;) {
    const introducer = view.getUint8(at++)
    if (introducer === 0x3b) break
    if (introducer === 0x2c) {
      order.push('image')
      at += 9
      at++
      subBlocks()
      continue
    }
    expect(introducer).toBe(0x21)
    const label = view.getUint8(at++)
    if (label === 0xf9) delays.push(view.getUint16(at + 2, true) * 10)
    const body = subBlocks()
    if (label === 0xfe) comment = new TextDecoder().decode(body)
    if (label !== 0xf9) order.push(label === 0xfe ? 'comment' : 'application')
  }
  expect(at).toBe(gif.length)
  return { screen, order, delays, comment }
}

const boxes = { read: true, write: true }

test('T frames and the finished drawings, held; the comment before them; repeated for ever', () => {
  const drawing = countingDrawing({ count: 3, glimpses: 10, channels: 1, height: 28, width: 28 })
  const comment = 'x'.repeat(600) + ' σ'
  const { screen, order, delays, comment: read } = blocksOf(drawingGif(drawing, { boxes, text: comment }))
  expect(screen).toEqual({ width: 2 * 116 + 4, height: 2 * 116 + 4 })
  expect(order).toEqual(['comment', 'application', ...Array(11).fill('image')])
  expect(delays).toEqual([...Array(10).fill(200), 1500])
  expect(read).toBe(comment)
})

test('64 glimpses take about three seconds', () => {
  const drawing = countingDrawing({ count: 1, glimpses: 64, channels: 1, height: 4, width: 4 })
  const { delays } = blocksOf(drawingGif(drawing, { boxes, text: '' }))
  const total = delays.slice(0, -1).reduce((sum, delay) => sum + delay, 0)
  expect(total).toBeGreaterThan(2500)
  expect(total).toBeLessThan(3500)
})

const python = process.env['EASEL_TEST_PYTHON']
const hasPillow = python !== undefined && spawnSync(python, ['-c', 'import PIL']).status === 0
const pillow = (script: string, file: string): unknown =>
  JSON.parse(execFileSync(python ?? '', ['-c', script, file], { encoding: 'utf8' }))

test.skipIf(!hasPillow)('Pillow reads the same pixels (needs EASEL_TEST_PYTHON with Pillow)', () => {
  const file = join(folder, 'drawing.gif')
  const drawing = countingDrawing({
    count: 1,
    glimpses: 2,
    channels: 1,
    height: 28,
    width: 28,
    writeSize: 3,
  })
  drawing.canvases.fill(200)
  drawing.write?.set([10, 20, 4, 0.5, 1, 10, 20, 4, 0.5, 1])
  writeFileSync(file, drawingGif(drawing, { boxes, text: 'made by Easel' }))
  const script = `
import json, sys
from PIL import Image
im = Image.open(sys.argv[1])
out = {"frames": im.n_frames, "comment": im.info["comment"].decode(), "pixels": []}
for i in range(im.n_frames):
    im.seek(i)
    rgb = im.convert("RGB")
    out["pixels"].append([rgb.getpixel((4 + 5, 4 + 5)), rgb.getpixel((4 + 22, 4 + 20 * 4)), rgb.getpixel((0, 0))])
print(json.dumps(out))`
  const shade = Math.round((Math.round((200 * 252) / 255) * 255) / 252)
  const canvas = [shade, shade, shade]
  const ground = [96, 96, 96]
  expect(pillow(script, file)).toEqual({
    frames: 3,
    comment: 'made by Easel',
    pixels: [
      [canvas, [...WRITE_RED], ground],
      [canvas, [...WRITE_RED], ground],
      [canvas, canvas, ground],
    ],
  })
})

test.skipIf(!hasPillow)('colours stay close (needs EASEL_TEST_PYTHON with Pillow)', () => {
  const file = join(folder, 'colour.gif')
  const drawing = countingDrawing({ count: 1, glimpses: 1, channels: 3, height: 2, width: 2 })
  drawing.canvases.set([255, 0, 0, 10, 0, 255, 0, 200, 0, 0, 255, 90])
  writeFileSync(file, drawingGif(drawing, { boxes, text: '' }))
  const script = `
import json, sys
from PIL import Image
rgb = Image.open(sys.argv[1]).convert("RGB")
s = (rgb.size[0] - 8) // 2
print(json.dumps([rgb.getpixel((4 + s * x + 1, 4 + s * y + 1)) for y in (0, 1) for x in (0, 1)]))`
  const pixels = pillow(script, file) as number[][]
  const wanted = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [10, 200, 90],
  ]
  for (const [i, want] of wanted.entries())
    for (const [c, value] of want.entries())
      expect(Math.abs((pixels[i]?.[c] ?? NaN) - value)).toBeLessThan(12)
})
