import { createWriteStream, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { createRun } from './create'
import { frameOf, infoOf, PLAN, PNG, SHAPES, stateOf, temporaryFolder } from './fixture'
import { packRun } from './pack'
import { openRun, type Run } from './run'
import { unpackRun } from './unpack'

let root: string
let run: Run
let zip: string
beforeEach(() => {
  root = temporaryFolder()
  zip = join(root, 'out', 'run.zip')
  run = createRun(join(root, 'runs'), PLAN)
  run.writeCheckpoint(stateOf(3), SHAPES, infoOf(3, 90), 9)
  run.shelf().put(frameOf(3))
  run.writeThumbnail(PNG)
  mkdirSync(join(run.folder, 'superseded', '2026', 'checkpoints'), { recursive: true })
  for (const name of ['superseded/2026/checkpoints/00000009.safetensors', 'exports/a.png', 'exports/old.zip'])
    writeFileSync(join(run.folder, name), 'x')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const runs = () => readdirSync(join(root, 'runs')).sort()

it('packs all of a run but what was set aside, run.json first, for any unzipper', async () => {
  const bytes = await packRun(run.folder, zip)
  const packed = readFileSync(zip)
  expect(packed).toHaveLength(bytes)
  const files = unzipSync(packed)
  expect(Object.keys(files)[0]).toBe(`${run.id}/run.json`)
  expect(Object.keys(files).sort()).toEqual(
    [
      'checkpoints/00000003.safetensors',
      'exports/a.png',
      'run.json',
      'snapshots/00000003.npz',
      'thumbnail.png',
    ].map((name) => `${run.id}/${name}`),
  )
  for (const [name, content] of Object.entries(files))
    expect(Buffer.from(content).equals(readFileSync(join(root, 'runs', name)))).toBe(true)
})

it('comes back as it was, under an id of its own', async () => {
  await packRun(run.folder, zip)
  const folder = await unpackRun(join(root, 'runs'), zip)
  expect(runs()).toEqual([run.id, `${run.id}-2`])
  const { id, ...manifest } = run.manifest()
  expect(openRun(folder).manifest()).toEqual({ ...manifest, id: `${id}-2` })
  expect(openRun(folder).readCheckpoint(3, SHAPES)).toEqual(run.readCheckpoint(3, SHAPES))
  expect(openRun(folder).readSnapshot(3)).toEqual(frameOf(3))
  rmSync(run.folder, { recursive: true })
  expect(await unpackRun(join(root, 'runs'), zip)).toBe(run.folder)
})

describe('a foreign zip', () => {
  const manifest = () => readFileSync(join(run.folder, 'run.json'), 'utf8')
  async function make(entries: Record<string, string>, mode = 0o100644) {
    const file = new ZipFile()
    for (const [name, text] of Object.entries(entries)) file.addBuffer(Buffer.from(text), name, { mode })
    file.end()
    mkdirSync(join(root, 'out'), { recursive: true })
    await pipeline(file.outputStream, createWriteStream(zip))
  }
  const refused = async (words: RegExp) => {
    await expect(unpackRun(join(root, 'runs'), zip)).rejects.toThrow(words)
    expect(runs()).toEqual([run.id])
  }

  it('of a folder zipped by hand, at its top or deeper, is taken', async () => {
    await make({ 'run.json': manifest(), '__MACOSX/x': '', 'lock.json': '{}', '.DS_Store': '' })
    expect(readdirSync(await unpackRun(join(root, 'runs'), zip))).toEqual(['run.json'])
    await make({ 'my/deep run/run.json': manifest() })
    expect(readdirSync(await unpackRun(join(root, 'runs'), zip))).toEqual(['run.json'])
  })
  it('that is none is refused', async () => {
    mkdirSync(join(root, 'out'))
    writeFileSync(zip, 'hello')
    await refused(/run\.zip is not a run/)
    await make({ 'a/picture.png': 'x' })
    await refused(/no run\.json/)
  })
  it.each(['a/evil.sh', 'a/checkpoints/evil.sh', 'other/x.json', 'a/snapshots/deep/00000001.npz'])(
    'with %s is refused',
    async (name) => {
      await make({ 'a/run.json': manifest(), [name]: 'x' })
      await refused(new RegExp(`no run has ${name}`))
    },
  )
  it('with a link is refused', async () => {
    await make({ 'a/run.json': manifest() }, 0o120777)
    await refused(/run\.json, which is a link/)
  })
  it('whose names lead out of it is refused', async () => {
    await make({ 'a/run.json': manifest(), 'aa/bb/x.json': 'x' })
    const bytes = readFileSync(zip).toString('latin1').replaceAll('aa/bb/x.json', '../../x.json')
    writeFileSync(zip, bytes, 'latin1')
    await refused(/\.\.\/\.\.\/x\.json/)
  })
  it('whose run.json or checkpoint is damaged is refused, with the field or the file', async () => {
    await make({ 'a/run.json': manifest().replace('"batch": 100', '"batch": "many"') })
    await refused(/run\.json is damaged: settings\.batch/)
    await make({ 'a/run.json': manifest(), 'a/checkpoints/00000001.safetensors': 'x' })
    await refused(/checkpoints\/00000001\.safetensors/)
  })
  it('that is torn or changed is refused', async () => {
    await packRun(run.folder, zip)
    const bytes = readFileSync(zip)
    writeFileSync(zip, bytes.subarray(0, bytes.length - 30))
    await refused(/is not a run/)
    bytes[bytes.indexOf('thumbnail.png') + 20] = 77
    writeFileSync(zip, bytes)
    await refused(/is not a run/)
  })
})
