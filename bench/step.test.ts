import { describe, expect, it } from 'vitest'
import { Contender, type Entered } from './contender'
import { isOnGpu } from './device'
import { peerOf, peersMissing } from './peers'
import { stepRow } from './stepRow'

/** A process that answers every line with the next of `ms`. */
async function entered(title: string, ms: readonly number[]): Promise<Entered> {
  const program = `
    const ms = ${JSON.stringify(ms)}
    const step = (ms) => console.log(JSON.stringify({ name: '${title}-1.0-cpu', ms, rss: 100 + ms }))
    step(2000)
    require('node:readline').createInterface({ input: process.stdin }).on('line', () => step(ms.shift()))`
  const [contender, first] = await Contender.start(title, process.execPath, ['-e', program])
  const steps = []
  for (let i = 0; i < ms.length; i++) steps.push(await contender.step())
  await contender.stop()
  return { contender, first, steps }
}

describe('the table of steps', () => {
  it('compares pairs of steps, and counts images and operations by the median', async () => {
    const ours = await entered('ours', [100, 300, 200])
    const theirs = await entered('theirs', [400, 400, 400])
    expect(stepRow(theirs, ours, 8e9, 50)).toEqual({
      contender: 'theirs',
      'runs as': 'theirs-1.0-cpu',
      min: 400,
      median: 400,
      'ours ÷ it': 0.5,
      'first step s': 2,
      'peak RSS MB': 500,
      'images/s': 125,
      'GFLOP/s': 20,
    })
  })

  it('a contender that ends, or cannot begin, is named', async () => {
    await expect(Contender.start('gone', process.execPath, ['-e', ''])).rejects.toThrow(/^gone ended/)
    await expect(Contender.start('nobody', '/nowhere', [])).rejects.toThrow(/^nobody cannot be started/)
  })
})

describe('peers', () => {
  it('run in their best mode, or the one named', () => {
    const mode = (name: string) => peerOf(name, 'peers', false)
    expect(mode('torch')).toEqual(['bench/peer.py', 'peers', 'draw_torch.py', '--mode', 'compile-cell'])
    expect(mode('torch:eager').at(-1)).toBe('eager')
    expect(() => mode('caffe')).toThrow(/no peer caffe: tf, jax, torch/)
    expect(peerOf('torch:eager/rows', 'peers', true)).toEqual([
      'bench/classify_torch.py',
      '--mode',
      'eager/rows',
    ])
    expect(() => peerOf('jax', 'peers', true)).toThrow(/no peer jax: torch/)
  })

  it('are missed with a reason', () => {
    expect(peersMissing(undefined, '.', false)).toMatchObject([/No Python/, /--python/])
    expect(peersMissing('python3', '/nowhere', false)).toMatchObject([/There is no \/nowhere/, /--scripts/])
    expect(peersMissing('python3', '.', false)).toBeUndefined()
    expect(peersMissing('python3', '/nowhere', true)).toBeUndefined()
  })

  it('say where they run', () => {
    expect(isOnGpu({ name: 'jax-0.10.2-gpu' })).toBe(true)
    expect(isOnGpu({ name: 'torch-2.15.0-cpu' })).toBe(false)
    expect(isOnGpu({ name: 'compiled', device: 'NVIDIA GPU' })).toBe(true)
    expect(isOnGpu({ name: 'compiled', device: 'CPU' })).toBe(false)
  })
})
