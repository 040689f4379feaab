import envPaths from 'env-paths'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { isMainThread } from 'node:worker_threads'
import { VERSION } from '../studio/version'
import { bindingPath } from './binding'
import { tensorflowBuild } from './statuses'

/*
 * TensorFlow keeps what XLA compiles on disk, in files named by a hash of the computation, and compares the whole
 * computation before it uses one. It notices neither another CPU nor most kinds of damage, and fails where it
 * cannot read or write; so folders are of one kind of machine, entries are sealed with a checksum, and what is
 * not whole is removed.
 */

/** At most so much is kept, the newest. */
const LIMIT_BYTES = 128e6
/** With less free space on the disk nothing is kept: a graph that cannot be written would not run. */
const SPARE_BYTES = 64e6
const ENTRY = '.pb'
const SEAL = '.sha256'
const FLAG = '--tf_xla_persistent_cache_directory'

/**
 * Has the TensorFlow that this process will load keep its compiled graphs: in EASEL_GRAPH_CACHE ("none" for not at
 * all), or the platform's folder for caches.
 *
 * TensorFlow reads it from the process's own environment, which only the main thread changes. A folder that cannot
 * be used is said on stderr, and left alone.
 */
export function openGraphCache(environment: NodeJS.ProcessEnv = process.env): void {
  if (!isMainThread || environment['TF_XLA_FLAGS']?.includes(FLAG)) return
  const root = rootFolder(environment)
  // What XLA makes for a GPU: whether it can be kept is not known.
  if (root === 'none' || bindingPath() === undefined || tensorflowBuild()?.build === 'gpu') return
  const folder = join(root, machine(environment))
  try {
    if (/["'\n]/.test(folder)) throw new Error('TensorFlow cannot take quotes in the path of a folder')
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    if (spaceOn(folder) < SPARE_BYTES) throw new Error('the disk is full')
    dropDamaged(folder)
    prune(root, LIMIT_BYTES)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    console.warn(`Compiled graphs are not kept in ${folder}: ${reason}`)
    return
  }
  const flags = `${FLAG}="${folder}" --tf_xla_persistent_cache_prefix=easel`
  environment['TF_XLA_FLAGS'] = [environment['TF_XLA_FLAGS'], flags].filter(Boolean).join(' ')
}

/** Where this process keeps compiled graphs; undefined where it does not. */
export const graphFolder = (environment: NodeJS.ProcessEnv = process.env): string | undefined =>
  /--tf_xla_persistent_cache_directory="([^"]+)"/.exec(environment['TF_XLA_FLAGS'] ?? '')?.[1]

/** Notes what the graphs kept here are like, so that damage will be seen. For after a graph has run. */
export function sealGraphs(folder = graphFolder()): void {
  if (folder === undefined || !existsSync(folder)) return
  for (const entry of entriesOf(folder)) {
    const seal = join(folder, entry + SEAL)
    if (!existsSync(seal)) writeFileSync(seal, checksum(join(folder, entry)))
  }
}

/** Removes graphs that changed since they were sealed, or never were. @returns how many */
export function dropDamaged(folder = graphFolder()): number {
  if (folder === undefined || !existsSync(folder)) return 0
  const damaged = entriesOf(folder).filter((entry) => {
    const seal = join(folder, entry + SEAL)
    return !existsSync(seal) || readFileSync(seal, 'utf8') !== checksum(join(folder, entry))
  })
  for (const entry of damaged) remove(join(folder, entry))
  return damaged.length
}

/** Removes the oldest graphs under `root` until the rest take at most `limit` bytes. */
export function prune(root: string, limit: number): void {
  const entries = readdirSync(root, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .flatMap(({ name }) => entriesOf(join(root, name)).map((entry) => join(root, name, entry)))
    .map((path) => ({ path, ...sizeAndTime(path) }))
    .sort((a, b) => b.time - a.time)
  let total = 0
  for (const { path, size } of entries) {
    total += size
    if (total > limit) remove(path)
  }
}

function rootFolder(environment: NodeJS.ProcessEnv): string {
  const chosen = environment['EASEL_GRAPH_CACHE']
  if (chosen) return chosen
  return join(environment['EASEL_CACHE'] || envPaths('easel', { suffix: '' }).cache, 'graphs')
}

/** Everything besides the computation that decides what XLA makes of it: a home folder may be many machines'. */
function machine(environment: NodeJS.ProcessEnv): string {
  const known = [VERSION, tensorflowBuild()?.version, process.arch, cpus().length, cpuOf()]
  const flags = [environment['XLA_FLAGS'], environment['TF_XLA_FLAGS']]
  return createHash('sha256')
    .update(JSON.stringify([...known, ...flags]))
    .digest('hex')
    .slice(0, 16)
}

/** Model and features of the CPU. */
function cpuOf(): string {
  const linux = '/proc/cpuinfo'
  if (!existsSync(linux)) return cpus()[0]?.model ?? ''
  return (readFileSync(linux, 'utf8').match(/^(model name|flags)\s*:.*$/gm) ?? []).slice(0, 2).join('\n')
}

/** Bytes free on the disk of `folder`; Electrons of before 2023 cannot tell. */
function spaceOn(folder: string): number {
  if (!('statfsSync' in fs)) return Infinity
  const { bavail, bsize } = fs.statfsSync(folder)
  return bavail * bsize
}

const entriesOf = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith(ENTRY))

const checksum = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

function sizeAndTime(path: string): { size: number; time: number } {
  const { size, mtimeMs } = statSync(path)
  return { size, time: mtimeMs }
}

function remove(entry: string): void {
  for (const file of [entry, entry + SEAL]) rmSync(file, { force: true })
}
