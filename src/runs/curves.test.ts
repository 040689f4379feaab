import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KeptCurves, readCurves } from './curves'
import { temporaryFolder } from './fixture'

let folder: string
const file = () => join(folder, 'metrics.jsonl')
const row = (step: number, bound: number | string = 1000 / step) =>
  `${JSON.stringify({ step, bound, lx: 1, lz: 2, gradNorm: 3, imagesPerSecond: 4, seconds: step / 7 })}\n`
const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => row(from + i)).join('')

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a log longer than what is read at once', () => {
  it('gives all of its numbers, whatever lines stand where the pieces meet', () => {
    const text = Array.from({ length: 12_000 }, (_, i) =>
      i % 1000 === 999
        ? `{"validation":${i},"bound":5,"lx":3,"lz":2,"natsPerGlimpse":[1.5,0.5]}\n`
        : row(i + 1, i % 777 === 0 ? 'NaN' : 100 + Math.sin(i)),
    ).join('')
    writeFileSync(file(), text)
    // Independently: JSON, line by line.
    const parsed = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, number | string>)
    const trained = parsed.filter((entry) => 'step' in entry)
    const { training, validation, glimpses } = readCurves(folder)
    for (const name of ['step', 'bound', 'gradNorm', 'seconds'] as const)
      expect([...(training[name] ?? [])]).toEqual(trained.map((entry) => Number(entry[name])))
    expect([...validation.step]).toEqual(Array.from({ length: 12 }, (_, i) => 1000 * i + 999))
    expect([...glimpses.nats].slice(0, 4)).toEqual([1.5, 0.5, 1.5, 0.5])
  })
})

describe('curves that are kept', () => {
  it('grow with the log and are as if read anew', async () => {
    const kept = new KeptCurves(folder)
    expect((await kept.read()).training.step).toHaveLength(0)
    writeFileSync(file(), rows(1, 5000))
    expect((await kept.read()).training.step).toHaveLength(5000)
    appendFileSync(file(), rows(5001, 5002) + row(5003).slice(0, 20))
    expect((await kept.read()).training.step.at(-1)).toBe(5002)
    appendFileSync(
      file(),
      `${row(5003).slice(20)}{"resumed":4990,"at":"now","engine":"wasm"}\n${rows(4991, 4992)}`,
    )
    expect(await kept.read()).toEqual(readCurves(folder))
    expect((await kept.read()).training.step).toHaveLength(4992)
  })

  it('are read anew when another log lies in the place, or a shorter one', async () => {
    const kept = new KeptCurves(folder)
    writeFileSync(file(), rows(1, 100))
    await kept.read()
    writeFileSync(file(), readFileSync(file(), 'utf8').replaceAll('"lx":1', '"lx":8') + rows(101, 120))
    expect((await kept.read()).training.lx?.[0]).toBe(8)
    truncateSync(file(), row(1).length)
    expect([...(await kept.read()).training.step]).toEqual([1])
    rmSync(file())
    expect((await kept.read()).training.step).toHaveLength(0)
  })

  it('say each time what is wrong with a damaged line, and go on once it is mended', async () => {
    const kept = new KeptCurves(folder)
    writeFileSync(file(), `${rows(1, 3)}{"step":4}\n${rows(5, 6)}`)
    for (let time = 0; time < 2; time++)
      await expect(kept.read()).rejects.toThrow(/metrics\.jsonl is damaged: line 4 /)
    writeFileSync(file(), rows(1, 3))
    expect((await kept.read()).training.step).toHaveLength(3)
  })
})
