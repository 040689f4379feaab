import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readNpz } from '../../../files/npz'
import { tarBundle } from '../../archives/tar'
import { importFiles } from '../../importFiles'
import { openLibrary } from '../../library'
import { refusal, useFolder } from '../../testing'
import { memorySource } from '../sources'
import { expanded } from './digitStruct'
import { svhn } from './svhn'

/** Made by h5py and Pillow: fixtures/make.py. */
const FIXTURES = join(__dirname, 'fixtures')
const folder = useFolder()
const library = () => openLibrary(join(folder.path, 'library'))

/** All images of a split as the format reads them. */
async function imagesOf(paths: readonly string[], split: 'train' | 'test' = 'train') {
  const sources = paths.map((path) => memorySource({ name: path, bytes: readFileSync(path) }))
  const { splits, notes } = await svhn.open(await svhn.recognise(sources), 'x', {})
  const portions: Uint8Array[] = []
  for await (const { images } of splits[split]?.read({}) ?? []) portions.push(images)
  return { images: Buffer.concat(portions), notes }
}

/** The largest difference to what Pillow cuts out. */
async function differenceOf(made: string) {
  const { images } = await imagesOf([join(made, 'train.tar.gz')])
  const right = readNpz(readFileSync(join(made, 'expected.npz')))['images']
  expect(images.length).toBe(right?.data.length)
  return images.reduce((most, value, i) => Math.max(most, Math.abs(value - Number(right?.data[i]))), 0)
}

describe('SVHN’s original format', () => {
  it('becomes what Pillow cuts out, within 1: the digits’ boxes together, 30 % larger, 64 × 64', async () => {
    expect(await differenceOf(FIXTURES)).toBeLessThanOrEqual(1)
  })

  const python = process.env['EASEL_TEST_PYTHON']
  const hasH5py = python !== undefined && spawnSync(python, ['-c', 'import h5py, PIL']).status === 0
  it.skipIf(!hasH5py)(
    'also of 300 pictures by the h5py of this machine (needs EASEL_TEST_PYTHON)',
    async () => {
      execFileSync(python ?? '', [join(FIXTURES, 'make.py'), folder.path, '300'])
      expect(await differenceOf(folder.path)).toBeLessThanOrEqual(1)
    },
  )

  it('reads extracted folders as it reads archives; extra is for training, test for test', async () => {
    const unpacked = await unpack(join(folder.path, 'extra'))
    const { images } = await imagesOf([join(FIXTURES, 'train.tar.gz')])
    expect((await imagesOf(unpacked)).images.equals(images)).toBe(true)
    cpSync(join(FIXTURES, 'train.tar.gz'), join(folder.path, 'test.tar.gz'))
    expect((await imagesOf([join(folder.path, 'test.tar.gz')], 'test')).images.equals(images)).toBe(true)
  })

  it('is imported as a set without labels, and leaves nothing in the folder for temporary files', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.endsWith('.mat'))
    const { id, notes } = await importFiles(library(), [join(FIXTURES, 'train.tar.gz')])
    const { title, channels, height, width, splits } = await library().load(id)
    expect([title, channels, height, width]).toEqual(['SVHN', 3, 64, 64])
    expect(splits.train.count + splits.validation.count + splits.test.count).toBe(4)
    expect(splits.train.labels).toBeUndefined()
    expect(notes.join(' ')).toMatch('No labels')
    expect(readdirSync(tmpdir()).filter((name) => name.endsWith('.mat'))).toEqual(before)
  })

  it.each([
    ['a list that is cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['a list that is no HDF5', () => Buffer.from('MATLAB 5.0 MAT-file')],
    ['an HDF5 file of something else', (bytes: Buffer) => rename(bytes, 'digitStruct', 'digitStrugg')],
    ['a box without a field', (bytes: Buffer) => rename(bytes, 'height', 'heighx')],
  ])('refuses %s, naming it', async (_, change) => {
    const unpacked = await unpack(join(folder.path, 'train'))
    const list = join(folder.path, 'train', 'digitStruct.mat')
    writeFileSync(list, change(readFileSync(list)))
    expect(await refusal(imagesOf(unpacked))).toMatch(/train, digitStruct.mat is not SVHN’s list of digits/)
  })

  it('refuses a set that lacks pictures', async () => {
    const unpacked = await unpack(join(folder.path, 'train'))
    expect(await refusal(imagesOf(unpacked.filter((path) => !path.endsWith('2.png'))))).toMatch(
      /should hold the 4 pictures that digitStruct.mat names, but 3 are there/,
    )
  })

  it('refuses an archive that is cut short', async () => {
    const tar = gunzipSync(readFileSync(join(FIXTURES, 'train.tar.gz')))
    const path = join(folder.path, 'train.tar.gz')
    writeFileSync(path, gzipSync(tar.subarray(0, tar.length / 2)))
    expect(await refusal(importFiles(library(), [path]))).toMatch(/train.tar.gz is not a whole tar file/)
  })
})

it('a box is made 30 % larger about its middle, and stays in the picture', () => {
  expect(expanded({ left: 20, top: 10, width: 10, height: 20 }, 100, 100)).toEqual({
    left: 19,
    top: 7,
    width: 13,
    height: 26,
  })
  expect(expanded({ left: 0, top: 90, width: 10, height: 20 }, 100, 100)).toEqual({
    left: 0,
    top: 87,
    width: 12,
    height: 13,
  })
  expect(expanded({ left: 500, top: -50, width: 5, height: 5 }, 40, 40)).toEqual({
    left: 39,
    top: 0,
    width: 1,
    height: 1,
  })
})

const rename = (bytes: Buffer, from: string, to: string) =>
  Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1')

/** What lies in the fixture, as files of `path`. */
async function unpack(path: string): Promise<string[]> {
  mkdirSync(path)
  const bytes = readFileSync(join(FIXTURES, 'train.tar.gz'))
  const paths: string[] = []
  for await (const entry of tarBundle(memorySource({ name: 'fixture', bytes })).entries()) {
    const file = join(path, entry.path.replace('train/', ''))
    writeFileSync(file, await entry.read())
    paths.push(file)
  }
  return paths
}
