import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, systemError } from '../files/systemError'
import { LOSSES, scoreOf, type Losses } from '../studio/losses'
import type { StepMetrics, ValidationMetrics } from '../studio/run'
import { liveSettingsSchema, type LiveSettings } from '../studio/settings'
import { METRICS } from './layout'

/** A line of metrics.jsonl, as this version writes it. */
export type Entry =
  | { kind: 'training'; metrics: StepMetrics }
  | { kind: 'validation'; metrics: ValidationMetrics }
  /** Training went on from this step: later steps above it are void. */
  | { kind: 'resumed'; step: number; at: string; engine: string }
  /** Steps in the lines below it were taken with these settings, also after going back. */
  | { kind: 'changed'; step: number; at: string; settings: LiveSettings }

const TRAINING = ['step', 'gradNorm', 'imagesPerSecond', 'seconds'] as const

/** JSON has no NaN and no infinities: they are written as words. */
const words = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
const numberOf = (value: unknown): number => {
  if (typeof value === 'number') return value
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value)
  throw new TypeError(`expected a number, found ${JSON.stringify(value) ?? 'nothing'}`)
}

export function encodeEntry(entry: Entry): string {
  switch (entry.kind) {
    case 'training':
      return `${JSON.stringify(entry.metrics, words)}\n`
    case 'validation': {
      const { step, ...losses } = entry.metrics
      return `${JSON.stringify({ validation: step, ...losses }, words)}\n`
    }
    case 'resumed':
      return `${JSON.stringify({ resumed: entry.step, at: entry.at, engine: entry.engine })}\n`
    case 'changed':
      return `${JSON.stringify({ changed: entry.step, at: entry.at, ...entry.settings })}\n`
  }
}

/** Undefined for a line of a kind that this version does not know. @throws Error saying what is wrong with the line */
export function decodeEntry(line: string): Entry | undefined {
  const value = JSON.parse(line) as unknown
  if (typeof value !== 'object' || value === null) throw new TypeError('expected an object')
  const columns = <K extends string>(names: readonly K[]) =>
    Object.fromEntries(names.map((name) => [name, numberOf(Reflect.get(value, name))])) as Record<K, number>
  const losses = (): Losses => {
    const names = Object.values(LOSSES).find(({ score }) => score in value)?.names
    if (!names) throw new TypeError('expected the losses of a step')
    return columns(names)
  }
  if ('resumed' in value) {
    const { at, engine } = value as { at?: unknown; engine?: unknown }
    return { kind: 'resumed', step: numberOf(value.resumed), at: String(at), engine: String(engine) }
  }
  if ('changed' in value) {
    const { changed, at, ...settings } = value as { changed: unknown; at?: unknown }
    const known = liveSettingsSchema.safeParse(settings)
    if (!known.success) throw new TypeError(known.error.issues[0]?.message)
    return { kind: 'changed', step: numberOf(changed), at: String(at), settings: known.data }
  }
  if ('validation' in value) {
    const nats = 'natsPerGlimpse' in value ? value.natsPerGlimpse : undefined
    const natsPerGlimpse = Array.isArray(nats) ? { natsPerGlimpse: nats.map(numberOf) } : {}
    return {
      kind: 'validation',
      metrics: { step: numberOf(value.validation), ...losses(), ...natsPerGlimpse },
    }
  }
  if (!('step' in value)) return undefined
  return { kind: 'training', metrics: { ...losses(), ...columns(TRAINING) } }
}

/** Where the run stands, from the end of its log only. Lines that cannot be read are passed over. */
export function readTail(folder: string): { step?: number; score?: number } {
  const lines = wholeLines(readEnd(join(folder, METRICS), 1 << 16))
  let step: number | undefined
  let score: number | undefined
  for (const line of lines.reverse()) {
    // Of the many steps only the last counts; to read them all would make long lists of runs slow.
    if (step !== undefined && line.startsWith('{"step"')) continue
    let entry: Entry | undefined
    try {
      entry = decodeEntry(line)
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof TypeError) continue
      throw error
    }
    if (!entry) continue
    if (entry.kind === 'validation') score = Math.min(score ?? Infinity, scoreOf(entry.metrics))
    else step ??= entry.kind === 'training' ? entry.metrics.step : entry.step
    if (entry.kind === 'resumed') break
  }
  return {
    ...(step !== undefined && { step }),
    ...(score !== undefined && Number.isFinite(score) && { score }),
  }
}

/** Lines that end; what follows the last line feed was never finished. */
const wholeLines = (text: string): string[] => text.split('\n').slice(0, -1)

function readEnd(file: string, most: number): string {
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return ''
    throw systemError('read', file, error)
  }
  try {
    const { size } = fstatSync(handle)
    const bytes = Buffer.alloc(Math.min(size, most))
    readSync(handle, bytes, 0, bytes.length, size - bytes.length)
    return bytes.toString('utf8')
  } finally {
    closeSync(handle)
  }
}
