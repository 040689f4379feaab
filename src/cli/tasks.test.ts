import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeHeader, headerEndOf } from '../files/safetensors'
import { builtEasel, easel, linesOf } from './built'

const home = mkdtempSync(join(tmpdir(), 'easel-tasks-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
beforeAll(() => builtEasel())

const set = (...pairs: string[]) => pairs.flatMap((pair) => ['--set', pair])
const small = [
  'sceneSize=32',
  'clutter=2',
  'glimpses=2',
  'hidden=8',
  'readSize=4',
  'batch=8',
  'validationImages=8',
]
const train = (preset: string, run: string, ...more: string[]) =>
  easel(
    home,
    ...[
      'train',
      '--json',
      '--data',
      'strokes',
      '--engine',
      'wasm',
      '--preset',
      preset,
      '--steps',
      '3',
      '--run',
      run,
    ],
    ...set(...small, ...more),
  )
/** Shapes of the weights in an exported file, and what it says of itself. */
async function exported(run: string) {
  const file = join(home, 'weights.safetensors')
  const ended = await easel(home, 'export', run, '--weights', file)
  expect(ended.stderr).toBe('')
  const bytes = readFileSync(file)
  const { places, metadata } = decodeHeader(
    bytes.subarray(0, headerEndOf(bytes, bytes.length, file)),
    bytes.length,
    file,
  )
  return {
    shapes: Object.fromEntries(Object.entries(places).map(([name, { shape }]) => [name, shape])),
    metadata,
  }
}

test('a classifier is trained, listed, evaluated and exported', async () => {
  const run = join(home, 'cluttered')
  const trained = await train('cluttered-laptop', run)
  expect(trained.code).toBe(0)
  const lines = linesOf(trained)
  const steps = lines.filter(({ event }) => event === 'step')
  expect(steps).toHaveLength(3)
  for (const step of steps)
    expect(step).toMatchObject({ loss: expect.any(Number) as number, error: expect.any(Number) as number })
  expect(lines.find(({ event }) => event === 'checkpoint')).toHaveProperty('error')
  expect(trained.stderr).toContain('evaluate with: easel evaluate')
  expect(trained.stderr).not.toContain('easel sample')

  const { shapes, metadata } = await exported(run)
  expect(shapes).toEqual({
    enc_w: [4 * 4 + 8, 32],
    enc_b: [32],
    out_w: [8, 10],
    out_b: [10],
    h_enc0: [8],
    read_att_w: [8, 5],
    read_att_b: [5],
  })
  expect(metadata).toMatchObject({ task: 'classify', scene: 'cluttered', image: '1x32x32', step: '3' })
  expect(JSON.parse(metadata['classes'] ?? '')).toHaveLength(10)

  const [done] = linesOf(await easel(home, 'evaluate', run, '--json', '--limit', '20')).slice(-1)
  expect(done).toMatchObject({ task: 'classify', split: 'test', images: 20, scene: 'cluttered' })
  expect((done as unknown as { confusion: number[][] }).confusion.flat().reduce((a, b) => a + b, 0)).toBe(20)
})

test('two digits are drawn on their own size, and weights of that size exported', async () => {
  const run = join(home, 'two')
  expect((await train('two-digits-laptop', run, 'writeSize=3', 'latent=4')).code).toBe(0)
  const { shapes, metadata } = await exported(run)
  expect(shapes['canvas0']).toEqual([32 * 32])
  expect(metadata).toMatchObject({ task: 'draw', scene: 'pair', image: '1x32x32' })
})
