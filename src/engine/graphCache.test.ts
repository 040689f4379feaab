import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildFixture } from './fixture'
import { dropDamaged, graphFolder, openGraphCache, prune, sealGraphs } from './graphCache'
import { bestEngine } from './statuses'

vi.setConfig({ testTimeout: 240_000 })
const root = mkdtempSync(join(tmpdir(), 'easel-graphs with a space-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const entry = (folder: string, name: string, bytes: number, seconds: number): string => {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, name)
  writeFileSync(path, new Uint8Array(bytes))
  utimesSync(path, seconds, seconds)
  return path
}

describe('the folder of compiled graphs', () => {
  it('keeps the newest within its limit, whichever machine made them', () => {
    const folder = join(root, 'pruned')
    const old = entry(join(folder, 'a'), 'old.pb', 60, 1000)
    const middle = entry(join(folder, 'b'), 'middle.pb', 60, 2000)
    const newest = entry(join(folder, 'a'), 'new.pb', 30, 3000)
    sealGraphs(join(folder, 'a'))
    prune(folder, 100)
    expect([old, middle, newest].map(existsSync)).toEqual([false, true, true])
    expect(existsSync(`${old}.sha256`)).toBe(false)
  })

  it('loses what changed since it was sealed, and what never was', () => {
    const folder = join(root, 'sealed')
    const [whole, changed] = ['whole.pb', 'changed.pb'].map((name) => entry(folder, name, 40, 1000))
    sealGraphs(folder)
    const unsealed = entry(folder, 'unsealed.pb', 40, 1000)
    writeFileSync(changed as string, new Uint8Array(40).fill(1))
    expect(dropDamaged(folder)).toBe(2)
    expect([whole, changed, unsealed].map((path) => existsSync(path as string))).toEqual([true, false, false])
  })
})

describe.skipIf(bestEngine() !== 'tensorflow')('the cache of compiled graphs', () => {
  const outDir = resolve('out', `graph-cache-${process.pid}`)
  beforeAll(() => buildFixture('src/engine/graphCache.fixture.ts', outDir))
  afterAll(() => rmSync(outDir, { recursive: true, force: true }))

  /** Two steps in a process of its own: their losses, and what it had to say. */
  const train = (cache: string) => {
    const env = { ...process.env, EASEL_GRAPH_CACHE: cache, TF_XLA_FLAGS: '' }
    const words = execFileSync(process.execPath, [join(outDir, 'fixture.js')], { env, encoding: 'utf8' })
    return JSON.parse(words.trim().split('\n').at(-1) ?? '') as {
      losses: number[]
      slower?: string
      folder?: string
      warnings: string[]
    }
  }
  const graphsOf = (folder = '') => readdirSync(folder).filter((name) => name.endsWith('.pb'))

  it('serves a second process, which computes the same and writes nothing', () => {
    const cache = join(root, 'cache')
    const first = train(cache)
    expect(first.folder?.startsWith(cache)).toBe(true)
    expect(graphsOf(first.folder)).toHaveLength(1)
    const path = join(first.folder ?? '', graphsOf(first.folder)[0] ?? '')
    const { mtimeMs } = statSync(path)
    expect(train(cache)).toEqual(first)
    expect(statSync(path).mtimeMs).toBe(mtimeMs)
    expect(first).toMatchObject({ warnings: [] })
    expect(first.slower).toBeUndefined()

    // One bit of machine code, which TensorFlow would run as it is.
    const bytes = readFileSync(path)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    writeFileSync(path, bytes)
    expect(train(cache)).toEqual(first)
    expect(statSync(path).mtimeMs).toBeGreaterThan(mtimeMs)
  })

  it('makes anew what is damaged after it was looked through, and says so', () => {
    const cache = join(root, 'late')
    const { folder = '', losses } = train(cache)
    const [name = ''] = graphsOf(folder)
    const whole = readFileSync(join(folder, name))
    // The fixture damages what it finds before it trains, and after the cache was opened.
    writeFileSync(join(cache, 'damage'), '')
    const { warnings, slower, losses: again } = train(cache)
    // Its first step was taken without XLA.
    again.forEach((loss, i) => expect(loss / (losses[i] ?? NaN)).toBeCloseTo(1, 5))
    expect(slower).toBeUndefined()
    expect(warnings.join()).toContain('was damaged, and is made anew')
    expect(statSync(join(folder, name)).size).toBe(whole.length)
  })

  it('is left alone where it cannot be written, and training goes on with XLA', () => {
    const file = join(root, 'a file')
    writeFileSync(file, '')
    const { losses, slower, folder, warnings } = train(file)
    expect(losses.every(Number.isFinite)).toBe(true)
    expect([slower, folder]).toEqual([undefined, undefined])
    expect(warnings.join()).toMatch(/not kept in .*a file/)
  })
})

it('is off when told so, and where TensorFlow was given a folder already', () => {
  for (const environment of [
    { EASEL_GRAPH_CACHE: 'none' },
    { EASEL_GRAPH_CACHE: root, TF_XLA_FLAGS: '--tf_xla_persistent_cache_directory=/x' },
  ]) {
    const before = { ...environment }
    openGraphCache(environment)
    expect(environment).toEqual(before)
  }
})

it.skipIf(bestEngine() !== 'tensorflow')('has a folder for each kind of machine', () => {
  const folderOf = (environment: NodeJS.ProcessEnv) => {
    openGraphCache(environment)
    return graphFolder(environment)
  }
  const [plain, other] = [{}, { XLA_FLAGS: '--xla_cpu_enable_fast_math=true' }].map((flags) =>
    folderOf({ EASEL_GRAPH_CACHE: root, ...flags }),
  )
  expect(plain?.startsWith(root)).toBe(true)
  expect(other).not.toBe(plain)
})
