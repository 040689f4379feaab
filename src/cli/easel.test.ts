import { decode } from 'fast-png'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readNpz } from '../files/npz'
import { builtEasel, easel, linesOf, start, type Ended, type Line } from './built'

const home = mkdtempSync(join(tmpdir(), 'easel-cli-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const tiny = [
  ...['glimpses=3', 'hidden=16', 'latent=4', 'readSize=3', 'writeSize=3', 'batch=8'],
  ...['validationImages=8', 'validateEvery=3', 'checkpointEvery=3', 'snapshotEvery=3'],
].flatMap((pair) => ['--set', pair])
const strokes = ['train', '--json', '--data', 'strokes', '--engine', 'wasm', ...tiny]
const last = (ended: Ended): Line => {
  const line = linesOf(ended).at(-1)
  if (!line) throw new Error(ended.stderr)
  return line
}
const stepsOf = (ended: Ended) =>
  linesOf(ended)
    .filter(({ event }) => event === 'step')
    .map(({ step }) => step)

const run = join(home, 'elsewhere', 'first run')
let trained: Ended
beforeAll(async () => {
  builtEasel()
  trained = await easel(home, ...strokes, '--steps', '6', '--seed', '4', '--run', run)
})

describe('train', () => {
  test('tells its start, every step, validation, checkpoints and the end', () => {
    expect(trained.stderr).not.toContain('error')
    expect(trained.code).toBe(0)
    const lines = linesOf(trained)
    const [read, write, h, z] = [2 * 9, 9, 16, 4]
    const lstms = (read + 2 * h + 1) * 4 * h + (z + h + 1) * 4 * h
    const heads = (h + 1) * 2 * z + (h + 1) * write + 2 * (h + 1) * 5
    expect(lines[0]).toMatchObject({
      event: 'start',
      run,
      data: 'strokes',
      preset: 'laptop',
      engine: 'wasm',
      device: 'CPU',
      step: 0,
      parameters: lstms + heads + 28 * 28 + 2 * h,
      settings: { glimpses: 3, seed: 4, steps: 6, pixels: 'dynamic', learningRate: 0.002 },
    })
    expect(stepsOf(trained)).toEqual([1, 2, 3, 4, 5, 6])
    for (const { event, bound, lx, lz } of lines)
      if (event === 'step') expect(bound).toBeCloseTo(Number(lx) + Number(lz), 2)
    expect(lines.filter(({ event }) => event === 'validation').map(({ step }) => step)).toEqual([3, 6])
    expect(lines.filter(({ event }) => event === 'checkpoint').map(({ step }) => step)).toContain(6)
    expect(last(trained)).toMatchObject({ event: 'done', run, step: 6, state: 'finished' })
  })

  test('never overwrites a run', async () => {
    const again = await easel(home, ...strokes, '--steps', '1', '--run', run)
    expect(again.code).toBe(1)
    expect(last(again)).toMatchObject({ event: 'error', message: expect.stringContaining(run) })
    expect(again.stderr).toMatch(/another folder/)
  })

  test('takes files for data, and makes a folder in the runs folder by itself', async () => {
    const file = join(home, 'dots-images-idx3-ubyte')
    writeFileSync(
      file,
      Buffer.concat([
        Buffer.from([0, 0, 8, 3, 0, 0, 0, 60, 0, 0, 0, 6, 0, 0, 0, 5]),
        Buffer.from(Array.from({ length: 60 * 30 }, (_, i) => (i * 37) % 256)),
      ]),
    )
    const train = () =>
      easel(
        home,
        'train',
        '--json',
        '--data',
        file,
        '--engine',
        'wasm',
        ...tiny,
        '--steps',
        '1',
        '--name',
        'Dots',
      )
    const first = await train()
    expect(first.stderr).not.toContain('error')
    const { data, preset, run: folder } = linesOf(first)[0] as Line
    expect([data, preset]).toEqual([expect.stringMatching(/^import-/), 'mnist'])
    expect(folder).toContain(join(home, 'runs'))
    const second = await train()
    expect(linesOf(second)[0]).toMatchObject({ data })
    expect(linesOf(second)[0]?.['run']).not.toBe(folder)
    const ambiguous = await easel(home, 'evaluate', 'Dots')
    expect([ambiguous.code, ambiguous.stderr]).toEqual([2, expect.stringContaining('2 runs are named')])
  })

  test('names the command that fetches a data set this machine lacks', async () => {
    const lacking = await easel(home, 'train', '--data', 'mnist')
    expect([lacking.code, lacking.stderr]).toEqual([1, expect.stringContaining('easel data download mnist')])
    expect(lacking.stdout).toBe('')
  })

  test('Ctrl-C keeps a checkpoint, says how to go on, and resume does', async () => {
    const folder = join(home, 'interrupted')
    const { child, ended } = start(home, ...strokes, '--steps', '1000000', '--run', folder)
    let seen = 0
    child.stdout?.on('data', (text: string) => {
      seen += text.split('"event":"step"').length - 1
      if (seen >= 4 && !child.killed) child.kill('SIGINT')
    })
    const stopped = await ended
    expect(stopped.code).toBe(130)
    expect(stopped.stderr).toContain(`easel resume ${folder} --steps`)
    const { step, state } = last(stopped)
    expect(state).toBe('stopped')
    expect(stepsOf(stopped).at(-1)).toBe(step)
    const resumed = await easel(home, 'resume', folder, '--json', '--steps', '2')
    expect(resumed.code).toBe(0)
    expect(stepsOf(resumed)).toEqual([Number(step) + 1, Number(step) + 2])
    expect(last(resumed)).toMatchObject({ event: 'done', state: 'finished', step: Number(step) + 2 })
  })

  test('ends with its run kept when nobody reads on', async () => {
    const folder = join(home, 'unread')
    const { child, ended } = start(home, ...strokes, '--steps', '1000000', '--run', folder)
    child.stdout?.on('data', (text) => {
      if (String(text).includes('"event":"step"')) child.stdout?.destroy()
    })
    const { stderr } = await ended
    expect(stderr).not.toMatch(/EPIPE|at .*\(node:/)
    const { stdout } = await easel(home, 'evaluate', folder, '--json', '--limit', '4')
    expect(Number((JSON.parse(stdout) as Line)['step'])).toBeGreaterThan(0)
  })
})

describe('resume', () => {
  test('goes on from the checkpoint asked for', async () => {
    const resumed = await easel(home, 'resume', run, '--json', '--steps', '2', '--checkpoint', '3')
    expect(resumed.stderr).not.toContain('error')
    expect(linesOf(resumed)[0]).toMatchObject({ event: 'start', from: 3, until: 5 })
    expect(stepsOf(resumed)).toEqual([4, 5])
    const bounds = (ended: Ended, steps: number[]) =>
      linesOf(ended)
        .filter(({ event, step }) => event === 'step' && steps.includes(Number(step)))
        .map(({ bound }) => bound)
    expect(bounds(resumed, [4, 5])).toEqual(bounds(trained, [4, 5]))
  })

  test('a checkpoint that is not there is answered by those that are', async () => {
    const { code, stderr } = await easel(home, 'resume', run, '--steps', '1', '--checkpoint', '77')
    expect([code, stderr]).toEqual([1, expect.stringMatching(/no checkpoint of step 77[^]*3/)])
  })
})

describe('sample', () => {
  const sample = async (name: string, ...more: string[]) => {
    const file = join(home, name)
    const args = ['--json', '--checkpoint', '3', '--count', '4', '--seed', '2', '--out', file]
    const ended = await easel(home, 'sample', run, ...args, ...more)
    expect(ended.stderr).not.toContain('error')
    expect(last(ended)).toMatchObject({ event: 'done', file, step: 3, count: 4, seed: 2 })
    return { bytes: readFileSync(file), done: last(ended) }
  }

  test('a sheet says what made it, and is made again to the last byte', async () => {
    const { bytes } = await sample('sheet.png')
    const { width, height, text } = decode(bytes)
    expect([width, height]).toEqual([2 * (84 + 4) + 4, 2 * (84 + 4) + 4])
    expect(text).toMatchObject({
      'Easel-Run': run,
      'Easel-Checkpoint': '3',
      'Easel-Seed': '2',
      'Easel-Command': `easel sample '${run}' --checkpoint 3 --count 4 --seed 2 --out sheet.png`,
    })
    expect((await sample('sheet.png')).bytes.equals(bytes)).toBe(true)
  })

  test('a sheet with the nearest training images is twice as wide', async () => {
    const { bytes, done } = await sample('nearest.png', '--nearest')
    expect(decode(bytes).width).toBe(2 * (2 * 84 + 1 + 4) + 4)
    expect(done['nearest']).toHaveLength(4)
  })

  test('a film strip has a row a drawing and a column a glimpse', async () => {
    const { width, height } = decode((await sample('strip.png', '--strip')).bytes)
    expect([width, height]).toEqual([3 * 58 + 2, 4 * 58 + 2])
  })

  test('a GIF and an NPZ of the same drawings', async () => {
    expect((await sample('drawing.gif')).bytes.subarray(0, 6).toString()).toBe('GIF89a')
    const arrays = readNpz(new Uint8Array((await sample('drawing.npz')).bytes))
    expect(arrays['canvases']?.shape).toEqual([4, 3, 1, 28, 28])
    expect(arrays['write']?.shape).toEqual([4, 3, 5])
    const sheet = decode(readFileSync(join(home, 'sheet.png')))
    const canvases = arrays['canvases']?.data ?? []
    expect(sheet.data[4 * sheet.width + 4]).toBe(canvases[2 * 784])
  })

  test.each(['walk.webm', 'walk.svg', 'walk.safetensors', 'walk.csv'])(
    'a walk as %s says its command, which makes the same bytes',
    async (name) => {
      const file = join(home, name)
      const walk = ['--checkpoint', '3', '--walk', '1:1,image:2', '--steps', '3', '--out', file]
      const make = async () => {
        const ended = await easel(home, 'sample', run, '--json', ...walk)
        expect(last(ended)).toMatchObject({ file, step: 3, count: 3 })
        return readFileSync(file)
      }
      const bytes = await make()
      expect(bytes.includes(`--walk 1:1,image:2 --steps 3 --out ${name}`)).toBe(true)
      expect((await make()).equals(bytes)).toBe(true)
    },
  )

  test('refuses what cannot be shown before it draws', async () => {
    const { code, stderr } = await easel(home, 'sample', run, '--strip', '--out', 'a.gif')
    expect([code, stderr]).toEqual([2, expect.stringContaining('--strip')])
  })
})

test('evaluate labels the bound with data, split and pixels', async () => {
  const ended = await easel(home, 'evaluate', run, '--json', '--split', 'validation', '--limit', '20')
  const done = last(ended)
  expect(done).toMatchObject({
    event: 'done',
    data: 'strokes',
    split: 'validation',
    pixels: 'dynamic',
    images: 20,
  })
  const { bound, lx, lz, natsPerGlimpse } = done as unknown as {
    bound: number
    lx: number
    lz: number
    natsPerGlimpse: number[]
  }
  expect(bound).toBeCloseTo(lx + lz, 3)
  expect(natsPerGlimpse).toHaveLength(3)
  expect(natsPerGlimpse.reduce((sum, nats) => sum + nats, 0)).toBeCloseTo(lz, 3)
  expect(ended.stderr).toMatch(/validation split, dynamic pixels: 20 images/)
})

test('export writes the weights by the names of the peers', async () => {
  const file = join(home, 'weights.safetensors')
  const ended = await easel(home, 'export', run, '--json', '--weights', file, '--checkpoint', 'latest')
  expect(ended.code).toBe(0)
  const bytes = readFileSync(file)
  const length = Number(bytes.readBigUInt64LE(0))
  const header = JSON.parse(bytes.subarray(8, 8 + length).toString()) as Record<
    string,
    { shape: number[]; dtype: string; data_offsets: [number, number] }
  > & { __metadata__: Record<string, string> }
  const { __metadata__: metadata, ...tensors } = header
  expect(metadata).toMatchObject({
    run: 'first run',
    step: '5',
    data: 'strokes',
    pixels: 'dynamic',
    glimpses: '3',
  })
  expect(Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]))).toEqual({
    enc_w: [2 * 9 + 2 * 16, 64],
    enc_b: [64],
    dec_w: [4 + 16, 64],
    dec_b: [64],
    q_w: [16, 8],
    q_b: [8],
    write_w: [16, 9],
    write_b: [9],
    canvas0: [784],
    h_enc0: [16],
    h_dec0: [16],
    read_att_w: [16, 5],
    read_att_b: [5],
    write_att_w: [16, 5],
    write_att_b: [5],
  })
  const end = Math.max(...Object.values(tensors).map(({ data_offsets: [, last] }) => last))
  expect(bytes.length).toBe(8 + length + end)
})

describe('lists', () => {
  test('runs holds those of the runs folder', async () => {
    const ended = await easel(home, 'runs', '--json')
    expect(linesOf(ended).map(({ event }) => event)).toEqual(['run', 'run', 'done'])
    expect(linesOf(ended)[0]).toMatchObject({ name: 'Dots', state: 'finished', step: 1 })
  })

  test('data list and engines tell what is here', async () => {
    const sets = linesOf(await easel(home, 'data', 'list', '--json'))
    expect(sets.find(({ id }) => id === 'strokes')).toMatchObject({ event: 'dataset', state: 'here' })
    expect(sets.find(({ id }) => id === 'mnist')).toMatchObject({ state: 'downloadable' })
    const engines = linesOf(await easel(home, 'engines', '--json'))
    expect(engines.find(({ name }) => name === 'wasm')).toMatchObject({ event: 'engine', available: true })
    expect(engines.at(-1)?.event).toBe('done')
  })
})

describe('wrong arguments exit 2 and name the nearest right one', () => {
  test.each([
    [['trian'], /train/],
    [[], /Usage: easel/],
    [['train'], /--data/],
    [['train', '--data', 'stroks'], /Did you mean strokes\?/],
    [['train', '--data', 'strokes', '--presset', 'laptop'], /--preset/],
    [['train', '--data', 'strokes', '--preset', 'labtop'], /Did you mean laptop\?/],
    [['train', '--data', 'strokes', '--set', 'lerningRate=1'], /Did you mean learningRate\?/],
    [['train', '--data', 'strokes', '--set', 'pixels=static'], /pixels/],
    [['train', '--data', 'strokes', '--set', 'readSize=40'], /at most 28/],
    [['train', '--data', 'strokes', '--engine', 'wsam'], /Did you mean wasm\?/],
    [['train', '--data', 'strokes', '--steps', '0'], /whole number from 1/],
    [['resume', 'nowhere', '--steps', '1'], /no run at/],
    [['evaluate', run, '--split', 'tset'], /Did you mean test\?/],
    [['sample', run, '--out', 'a.jpg'], /\.png, \.gif, \.npz/],
    [['export', run, '--weights', 'a.npz'], /\.safetensors/],
    [['data', 'download', 'minst'], /Did you mean mnist\?/],
    [['serve', '--port', '99999'], /from 1 to 65535/],
  ])('%j', async (args, words) => {
    const { code, stdout, stderr } = await easel(home, ...args, '--json')
    expect([code, stderr]).toEqual([2, expect.stringMatching(words)])
    expect(JSON.parse(stdout)).toMatchObject({ event: 'error', message: expect.any(String) })
  })
})

test('--help and --version are no errors', async () => {
  expect(await easel(home, 'train', '--help')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('--preset'),
  })
  expect(await easel(home, '-V')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  })
})

test('a damaged run is an error a person can act on', async () => {
  const folder = join(home, 'runs', 'damaged')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'run.json'), '{"half":')
  const { code, stderr } = await easel(home, 'evaluate', 'damaged')
  expect([code, stderr]).toEqual([1, expect.stringContaining('run.json')])
  expect(existsSync(folder)).toBe(true)
})
