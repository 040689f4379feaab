import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { z } from 'zod'
import { codeOf, systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import { LOCK } from './layout'

/** lock.json: which thread of which process trains the run. */
const holderSchema = z.object({
  pid: z.int().min(1),
  /** Node's worker thread in that process. */
  thread: z.int(),
  /** Linux's id of this boot of the machine; empty elsewhere. */
  boot: z.string(),
  /** Linux's start time of the process in clock ticks, which tells it from a later one of the same pid. */
  started: z.string(),
  at: z.iso.datetime(),
})
export type Holder = z.infer<typeof holderSchema>

/** How long a lock may be half-written by a process that is just taking it, ms. */
const WRITING = 5000
/** How far wall clock and time since boot may disagree, ms. */
const DRIFT = 60_000

/** Who trains the run in `folder` now. A lock whose process is gone, or that cannot be read, is nobody's. */
export function holderOf(folder: string): Holder | undefined {
  const holder = read(join(folder, LOCK))
  return holder && isAlive(holder) ? holder : undefined
}

/**
 * Takes the run in `folder` for this thread.
 * @returns what gives it back
 * @throws StudioError naming the holder when it is taken.
 */
export function lock(folder: string): () => void {
  const file = join(folder, LOCK)
  const mine: Holder = {
    pid: process.pid,
    thread: threadId,
    boot: bootId(),
    started: startOf(process.pid),
    at: new Date().toISOString(),
  }
  const text = `${JSON.stringify(mine)}\n`
  clearStale(folder)
  try {
    writeFileSync(file, text, { flag: 'wx' })
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw taken(folder, holderOf(folder))
    throw systemError('write', file, error)
  }
  return () => {
    if (textOf(file) === text) rmSync(file, { force: true })
  }
}

/** Gives back what worker thread `thread` of this process held when it died. */
export function unlockThread(folder: string, thread: number): void {
  const holder = read(join(folder, LOCK))
  if (holder?.pid === process.pid && holder.thread === thread) rmSync(join(folder, LOCK), { force: true })
}

export const taken = (folder: string, holder: Holder | undefined): StudioError =>
  new StudioError(
    `The run ${folder} is being trained by ${holder ? `process ${holder.pid} since ${holder.at}` : 'another process'}`,
    'Wait until it ends, or stop it there.',
  )

/** Takes a dead process's lock away. It is looked at again afterwards, since another may just have done the same. */
function clearStale(folder: string): void {
  const file = join(folder, LOCK)
  const text = textOf(file)
  if (text === undefined) return
  const holder = holderOf(folder)
  if (holder || (!parse(text) && Date.now() - statSync(file).mtimeMs < WRITING)) throw taken(folder, holder)
  const aside = `${file}.${process.pid}-${threadId}`
  renameSync(file, aside)
  const moved = textOf(aside)
  if (moved !== text && moved !== undefined) writeFileSync(file, moved, { flag: 'wx' })
  rmSync(aside, { force: true })
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw systemError('read', file, error)
  }
}

const read = (file: string): Holder | undefined => parse(textOf(file) ?? '')

function parse(text: string): Holder | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(text)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isAlive({ pid, boot, started, at }: Holder): boolean {
  if (boot && bootId() ? boot !== bootId() : Date.parse(at) < Date.now() - uptime() * 1000 - DRIFT)
    return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
  const now = startOf(pid)
  return !started || !now || started === now
}

const onLinux = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error)) return ''
    throw error
  }
}
const bootId = (): string => onLinux('/proc/sys/kernel/random/boot_id').trim()
/** The 22nd field of /proc/PID/stat (proc_pid_stat(5)); the name before it may hold spaces. */
const startOf = (pid: number): string => onLinux(`/proc/${pid}/stat`).split(') ').pop()?.split(' ')[19] ?? ''
