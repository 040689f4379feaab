import { expect, it } from 'vitest'
import { packed } from '../../snapshots/fixture'
import { madeFrame } from '../testing/drawings'
import { unpack } from './unpack'

it('unpacks what a run keeps, several at a time', async () => {
  const frames = [100, 200, 300].map((step) => madeFrame(step))
  expect(await Promise.all(frames.map((frame) => unpack(packed(frame))))).toEqual(frames)
})

it('names a damaged file and says what to do, and goes on', async () => {
  const { step, bytes } = packed(madeFrame(100))
  const cut = { step, file: '00000100.npz', bytes: bytes.slice(0, bytes.length - 100) }
  await expect(unpack(cut)).rejects.toMatchObject({
    name: 'StudioError',
    message: expect.stringContaining('00000100.npz') as string,
    remedy: expect.stringMatching(/./) as string,
  })
  expect((await unpack(packed(madeFrame(200)))).step).toBe(200)
})
