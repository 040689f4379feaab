import { promises as fs } from 'node:fs'
import { join } from 'node:path'
import { codeOf, systemError } from '../files/systemError'

/** How many files are asked for their size at a time. */
const AT_ONCE = 64

/**
 * Counts the bytes of folders whose files are written once and never grow, except in the folder itself: a second
 * count looks at what is new only, so that a run with thousands of snapshots is counted while it trains.
 */
export class Sizes {
  /** By folder, then by name. */
  private readonly known = new Map<string, { stamp: number; files: Map<string, number>; sum: number }>()

  /** Of all files in `folder`, however deep; what goes away meanwhile counts nothing. @throws StudioError */
  async of(folder: string): Promise<number> {
    let sum = 0
    for (const entry of await entriesOf(folder)) {
      const path = join(folder, entry.name)
      sum += entry.isDirectory() ? await this.inside(path) : await sizeOf(path)
    }
    return sum
  }

  /** Forgets all below `folder`. */
  forget(folder: string): void {
    for (const path of this.known.keys()) if (path.startsWith(join(folder, '/'))) this.known.delete(path)
  }

  private async inside(folder: string): Promise<number> {
    // Before the names: what comes after it is counted next time.
    const stamp = await stampOf(folder)
    const before = this.known.get(folder)
    if (before?.stamp === stamp) return before.sum
    const files = new Map<string, number>()
    let deeper = 0
    const unknown: string[] = []
    for (const entry of await entriesOf(folder)) {
      const bytes = before?.files.get(entry.name)
      if (entry.isDirectory()) deeper += await this.inside(join(folder, entry.name))
      else if (bytes === undefined) unknown.push(entry.name)
      else files.set(entry.name, bytes)
    }
    for (let i = 0; i < unknown.length; i += AT_ONCE)
      await Promise.all(
        unknown.slice(i, i + AT_ONCE).map(async (name) => files.set(name, await sizeOf(join(folder, name)))),
      )
    const sum = deeper + [...files.values()].reduce((all, bytes) => all + bytes, 0)
    if (deeper === 0) this.known.set(folder, { stamp, files, sum })
    return sum
  }
}

const entriesOf = (folder: string) =>
  fs.readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    throw systemError('read', folder, error)
  })

const sizeOf = (path: string): Promise<number> => fs.stat(path).then(({ size }) => size, gone(path))

const stampOf = (folder: string): Promise<number> =>
  fs.stat(folder).then(({ mtimeMs }) => mtimeMs, gone(folder))

const gone =
  (path: string) =>
  (error: unknown): number => {
    if (codeOf(error) === 'ENOENT') return 0
    throw systemError('read', path, error)
  }
