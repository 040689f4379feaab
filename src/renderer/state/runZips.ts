import { StudioError } from '../../studio/api'
import { RUNS_PATH, type ImportedRun } from '../../studio/requests/runs'
import type { App } from './app.svelte'

/** The end of a zip is looked for in so many last bytes: its record of 22 and the longest comment. */
const TAIL = 22 + 0xffff
/** More than any directory of a run's files; larger ones are no run. */
const LONGEST = 64 << 20

/** Whether a file is a zip with a run.json in it, by its directory alone. */
export async function isRunZip(file: File): Promise<boolean> {
  if (!/\.zip$/i.test(file.name)) return false
  const tail = new DataView(await file.slice(Math.max(0, file.size - TAIL)).arrayBuffer())
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) !== 0x06054b50) continue
    const [length, start] = [tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)]
    // Of a zip beyond 4 GB the directory lies before its second end.
    const from = start === 0xffffffff ? Math.max(0, file.size - TAIL - LONGEST) : start
    const end = start === 0xffffffff ? file.size : start + Math.min(length, LONGEST)
    const names = new TextDecoder('latin1').decode(await file.slice(from, end).arrayBuffer())
    return /[/\0]run\.json/.test(names) || names.includes('run.json')
  }
  return false
}

/** Makes a run of a zip that was dropped or chosen, and goes to it. */
export async function importRun(app: App, file: File): Promise<void> {
  app.jobs.delete('import-run')
  const { run, name } = await (app.shell
    ? app.studio.importRun({ path: app.shell.pathOf(file) })
    : sent(file))
  await app.refreshRuns()
  app.go('runs', run)
  app.notices.info(`“${name}” was imported.`)
}

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
  const link = document.createElement('a')
  link.href = `${RUNS_PATH}${encodeURIComponent(run)}/${encodeURIComponent(name)}`
  link.download = name
  link.click()
  app.notices.info(`Written to ${path}`)
}
