import { expect, it } from 'vitest'
import { memorySource } from '../formats/sources'
import { refusal } from '../testing'
import { looseBundle } from './loose'

const bundleOf = (...names: string[]) =>
  looseBundle(names.map((name) => memorySource({ name, bytes: Buffer.from(name) })))
const paths = async (...names: string[]) => {
  const found = []
  for await (const { path } of bundleOf(...names).entries()) found.push(path)
  return found
}

it('paths begin below the folder that all files share', async () => {
  expect(await paths('/d/x/a/1.png', '/d/x/b/2.png')).toEqual(['a/1.png', 'b/2.png'])
  expect(await paths('C:\\d\\a\\1.png', 'C:\\d\\2.png')).toEqual(['a/1.png', '2.png'])
  expect(await paths('1.png', 'a/2.png')).toEqual(['1.png', 'a/2.png'])
  expect(await paths('/d/only.png')).toEqual(['only.png'])
  expect(bundleOf('/d/x/a/1.png', '/d/x/b/2.png').file).toBe('/d/x')
})

it('files are read whole, and bytes counted', async () => {
  let counted = 0
  for await (const { size, read } of bundleOf('/d/a', '/d/bb').entries({
    onBytes: (more) => (counted += more),
  }))
    expect((await read()).length).toBe(size)
  expect(counted).toBe('/d/a/d/bb'.length)
})

it('stops when it is cancelled', async () => {
  const exhaust = async () => {
    for await (const { read } of bundleOf('/d/a').entries({ signal: AbortSignal.abort() })) await read()
  }
  expect(await refusal(exhaust())).toMatch('Cancelled')
})

it('each file has its own bytes, whichever are asked for', async () => {
  const names = Array.from({ length: 40 }, (_, i) => `/d/${i}`)
  for (const step of [1, 3, 11]) {
    const read: string[] = []
    let place = 0
    for await (const entry of bundleOf(...names).entries())
      if (place++ % step === 0) read.push(Buffer.from(await entry.read()).toString())
    expect(read).toEqual(names.filter((_, i) => i % step === 0))
  }
})
