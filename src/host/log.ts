import { promises as fs } from 'node:fs'
import { codeOf } from '../files/systemError'
import type { StudioEvent } from '../studio/api'
import { LOG_LEVELS, type LogEntry, type LogLevel, type LogTail } from '../studio/requests/desktop'

/** How much of the log a window gets, bytes. */
export const MOST = 512 * 1024

/** The last {@link MOST} bytes of the log at `path`; none where there is none yet. */
export async function readTail(path: string, most = MOST): Promise<LogTail> {
  const file = await fs.open(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (!file) return { path, entries: [], cut: false }
  try {
    const { size } = await file.stat()
    const length = Math.min(size, most)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length)
    const entries = entriesOf(buffer.subarray(0, bytesRead).toString('utf8'))
    return { path, entries, cut: size > length }
  } finally {
    await file.close()
  }
}

/** As electron-log writes: `[2026-11-21 18:03:12.123] [info]  text`, whose further lines stand by themselves. */
const HEAD = /^\[([\d-]{10} [\d:.]{8,12})\] \[(\w+)\]\s+(.*)$/
const OF_RUN = /^run ([\w.-]+): /

/** What precedes the first whole entry is left out. */
export function entriesOf(text: string): LogEntry[] {
  const entries: { time: string; level: LogLevel; lines: string[] }[] = []
  for (const line of text.split(/\r?\n/)) {
    const [, time, level = '', first = ''] = HEAD.exec(line) ?? []
    if (time !== undefined)
      entries.push({ time, level: LOG_LEVELS.find((known) => known === level) ?? 'info', lines: [first] })
    else entries.at(-1)?.lines.push(line)
  }
  return entries.map(({ time, level, lines }) => {
    const all = lines.join('\n').trimEnd()
    const run = OF_RUN.exec(all)?.[1]
    return { time, level, text: run === undefined ? all : all.replace(OF_RUN, ''), ...(run && { run }) }
  })
}

/** What the log says of an event of a run; undefined of what is not worth a line. */
export function lineOf(event: StudioEvent): { level: LogLevel; text: string } | undefined {
  switch (event.kind) {
    case 'state': {
      const { run, state, step, until, device, failure } = event
      if (failure)
        return {
          level: 'error',
          text: `run ${run}: failed at step ${step}: ${failure.message} ${failure.remedy}`,
        }
      const on = state === 'running' && device ? ` on ${device}` : ''
      return { level: 'info', text: `run ${run}: ${state} at step ${step} of ${until}${on}` }
    }
    case 'checkpoint': {
      const { step, score, kept, best } = event.checkpoint
      const marks = [
        kept && 'kept',
        best && 'the best so far',
        score !== null && `score ${Number(score.toPrecision(6))}`,
      ]
      const words = marks.filter(Boolean).join(', ')
      return { level: 'info', text: `run ${event.run}: checkpoint at step ${step}${words && `: ${words}`}` }
    }
    default:
      return undefined
  }
}
