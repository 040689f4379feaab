import { promises as fs } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { codeOf, systemError } from '../files/systemError'
import type { RunSummary } from '../studio/run'
import { CHECKPOINTS, LOCK, MANIFEST, METRICS, THUMBNAIL } from './layout'
import { Sizes } from './sizes'
import { newestFirst, summaryOrDamage } from './summary'

/** How many runs are looked at at a time. */
const AT_ONCE = 32
/** Reading gives way to what else the thread has to do after so long, ms. */
const SLICE = 8
/** What a line of the list is made from. */
const SOURCES = [MANIFEST, METRICS, CHECKPOINTS, THUMBNAIL, LOCK]

export interface Listing {
  /** Every run, newest first. What cannot be read as a run is listed with words on why. */
  list(): Promise<RunSummary[]>
  /** Bytes of a run, as they were last counted; null before. */
  bytesOf(id: string): number | null
}

/**
 * The runs in a folder for a thread that must not wait: a run is read again only when one of its files has changed,
 * one at a time, and its bytes are counted afterwards.
 * @param onCounted called once the bytes of runs that had none are known
 * @param onFault hears why bytes could not be counted
 */
export function createListing(
  runsFolder: string,
  onCounted: () => void,
  onFault: (error: unknown) => void,
): Listing {
  const lines = new Map<string, { stamp: string; summary: RunSummary }>()
  const bytes = new Map<string, number>()
  const sizes = new Sizes()
  const uncounted = new Set<string>()
  let counting = false

  function lineOf(id: string, stamp: string): RunSummary {
    const known = lines.get(id)
    // Whether a process still holds a run is in none of its files.
    const active = known?.summary.state === 'running' || known?.summary.state === 'paused'
    if (known?.stamp === stamp && !active) return known.summary
    const summary = summaryOrDamage(runsFolder, id)
    lines.set(id, { stamp, summary })
    uncounted.add(id)
    return summary
  }

  async function count(): Promise<void> {
    if (counting) return
    counting = true
    let news = false
    try {
      for (const id of uncounted) {
        uncounted.delete(id)
        news ||= !bytes.has(id)
        bytes.set(id, await sizes.of(join(runsFolder, id)))
      }
    } finally {
      counting = false
    }
    if (news) onCounted()
  }

  return {
    async list() {
      const ids = await idsIn(runsFolder)
      const summaries: RunSummary[] = []
      let begun = performance.now()
      for (let i = 0; i < ids.length; i += AT_ONCE) {
        const some = ids.slice(i, i + AT_ONCE)
        const stamps = await Promise.all(some.map((id) => stampOf(join(runsFolder, id))))
        for (const [j, id] of some.entries()) {
          summaries.push(lineOf(id, stamps[j] ?? ''))
          if (performance.now() - begun < SLICE) continue
          await setImmediate()
          begun = performance.now()
        }
      }
      for (const id of lines.keys())
        if (!ids.includes(id)) {
          for (const kept of [lines, bytes]) kept.delete(id)
          sizes.forget(join(runsFolder, id))
        }
      count().catch(onFault)
      return summaries
        .map((summary) => ({ ...summary, bytes: bytes.get(summary.id) ?? null }))
        .sort(newestFirst)
    },
    bytesOf: (id) => bytes.get(id) ?? null,
  }
}

async function idsIn(runsFolder: string): Promise<string[]> {
  try {
    const entries = await fs.readdir(runsFolder, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw systemError('read', runsFolder, error)
  }
}

/** Changes with each of a run's files. */
async function stampOf(folder: string): Promise<string> {
  const stats = SOURCES.map((name) =>
    fs.stat(join(folder, name)).then(
      ({ mtimeMs, size }) => `${mtimeMs} ${size}`,
      (error: unknown) => {
        if (codeOf(error) !== undefined) return ''
        throw error
      },
    ),
  )
  return (await Promise.all(stats)).join()
}
