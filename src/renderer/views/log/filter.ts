import type { LogEntry } from '../../../studio/requests/desktop'

export const SHOWN = {
  all: 'Everything',
  warn: 'Warnings and errors',
  error: 'Errors',
} as const
export type Shown = keyof typeof SHOWN

export interface Wanted {
  readonly shown: Shown
  /** Of this run only; '' is of all, and of none. */
  readonly run: string
  readonly words: string
}

const LEVELS: Readonly<Record<Shown, readonly LogEntry['level'][]>> = {
  all: ['error', 'warn', 'info'],
  warn: ['error', 'warn'],
  error: ['error'],
}

/** Newest first. */
export function wantedOf(entries: readonly LogEntry[], { shown, run, words }: Wanted): LogEntry[] {
  const sought = words.toLowerCase().split(/\s+/).filter(Boolean)
  return entries
    .filter((entry) => {
      const text = `${entry.time} ${entry.run ?? ''} ${entry.text}`.toLowerCase()
      return (
        LEVELS[shown].includes(entry.level) &&
        (run === '' || entry.run === run) &&
        sought.every((word) => text.includes(word))
      )
    })
    .reverse()
}

/** As the file has them, oldest first. */
export const textOf = (entries: readonly LogEntry[]): string =>
  [...entries]
    .reverse()
    .map(
      ({ time, level, run, text }) =>
        `[${time}] [${level}] ${run === undefined ? '' : `run ${run}: `}${text}`,
    )
    .join('\n')
