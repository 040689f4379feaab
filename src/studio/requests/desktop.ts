import { z } from 'zod'
import { preferenceChangeSchema, type Preferences } from '../preferences'
import type { EngineStatus } from '../run'

/** Of the program itself. */
export const DESKTOP_REQUESTS = {
  prefer: preferenceChangeSchema,
  /** Where things lie and what they are made with. */
  about: z.strictObject({}),
  /** The newest part of the log. */
  log: z.strictObject({}),
} as const

export interface DesktopReplies {
  prefer: Preferences
  about: About
  log: LogTail
}

export interface About {
  readonly versions: readonly { readonly name: string; readonly version: string }[]
  readonly engines: readonly EngineStatus[]
  readonly dataFolder: DataFolder
}
/** Where runs, data sets and logs lie. */
export interface DataFolder {
  readonly path: string
  /** Who says so: the variable EASEL_HOME, a preference, or nobody. */
  readonly from: 'environment' | 'preferences' | 'platform'
}

export const LOG_LEVELS = ['error', 'warn', 'info'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]
export interface LogEntry {
  /** Local, as written. */
  readonly time: string
  readonly level: LogLevel
  /** Id of the run it is about. */
  readonly run?: string
  readonly text: string
}
export interface LogTail {
  readonly path: string
  /** Oldest first. */
  readonly entries: readonly LogEntry[]
  /** Older ones are in the file. */
  readonly cut: boolean
}
