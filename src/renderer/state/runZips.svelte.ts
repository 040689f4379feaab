import { StudioError } from '../../studio/api'
import { RUNS_PATH, type ImportedRun } from '../../studio/requests/runs'
import { fetchAs } from '../saving/download'
import type { App } from './app.svelte'
import { perWindow } from './perWindow.svelte'

/** The end of a zip is looked for in so many last bytes: its record of 22 and the longest comment. */
const TAIL = 22 + 0xffff
/** More than the directory of any run's files; a longer one is no run's. */
const LONGEST = 64 << 20
const END = 0x06054b50
const ENTRY = 0x02014b50
/** Beyond 4 GB: where the directory begins is said elsewhere. */
const ELSEWHERE = 0xffffffff

/** Whether a file is a zip with a run.json in it, by its directory alone. */
export async function isRunZip(file: File): Promise<boolean> {
  if (!/\.zip$/i.test(file.name)) return false
  const tail = new DataView(await file.slice(-TAIL).arrayBuffer())
  for (let at = tail.byteLength - 22; at >= 0; at--)
    if (tail.getUint32(at, true) === END) {
      const start = tail.getUint32(at + 16, true)
      const from = start === ELSEWHERE ? Math.max(0, file.size - LONGEST) : start
      const names = namesIn(new DataView(await file.slice(from, from + LONGEST).arrayBuffer()))
      return names.some((name) => /(^|\/)run\.json$/.test(name))
    }
  return false
}

/** The names in a zip's directory, which begins somewhere in `bytes`. */
function namesIn(bytes: DataView): string[] {
  const names: string[] = []
  let at = 0
  while (at + 46 <= bytes.byteLength) {
    if (bytes.getUint32(at, true) !== ENTRY) {
      if (names.length > 0) break
      at++
      continue
    }
    const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map((field) => bytes.getUint16(at + field, true))
    names.push(new TextDecoder().decode(new Uint8Array(bytes.buffer, at + 46, name)))
    at += 46 + name + extra + comment
  }
  return names
}

/** Runs coming in as zips, one at a time, wherever the window is meanwhile. */
export class RunZips {
  readonly #app: App
  /** Name of the file under way. */
  importing = $state<string>()

  constructor(app: App) {
    this.#app = app
  }

  /** Makes runs of zips that were dropped or chosen, and goes to the last. */
  async import(files: readonly File[]): Promise<void> {
    const app = this.#app
    if (this.importing !== undefined) {
      app.notices.info('One import at a time: wait until the one under way ends.')
      return
    }
    try {
      for (const file of files) {
        this.importing = file.name
        app.jobs.delete('import-run')
        const { run, name } = await (app.shell
          ? app.studio.importRun({ path: app.shell.pathOf(file) })
          : sent(file))
        await app.refreshRuns()
        app.go('runs', run)
        app.notices.info(`“${name}” was imported.`)
      }
    } catch (error) {
      app.fail(error)
    } finally {
      this.importing = undefined
    }
  }
}

export const runZipsOf = perWindow((app) => new RunZips(app))

async function sent(file: File): Promise<ImportedRun> {
  const response = await fetch(`${RUNS_PATH}?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    body: file,
  })
  const answer = (await response.json()) as ImportedRun | { message: string; remedy: string }
  if ('message' in answer) throw new StudioError(answer.message, answer.remedy)
  return answer
}

/** Writes a run as one zip, and says where it is; a browser downloads it. */
export async function exportRun(app: App, run: string): Promise<void> {
  const { path, name } = await app.studio.exportRun({ run })
  const { shell } = app
  if (shell) {
    app.notices.info(`Written to ${path}`, { words: 'Show in folder', run: () => shell.reveal(path) })
    return
  }
  fetchAs(`${RUNS_PATH}${encodeURIComponent(run)}/${encodeURIComponent(name)}`, name)
  app.notices.info(`Written to ${path}`)
}
