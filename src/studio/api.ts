import { z } from 'zod'
import type { Frame } from './drawing'
import type { Preferences } from './preferences'
import { DATA_REQUESTS, type DataReplies } from './requests/data'
import { DESKTOP_REQUESTS, type DesktopReplies } from './requests/desktop'
import { GALLERY_REQUESTS, type GalleryReplies } from './requests/gallery'
import { QUEUE_REQUESTS, type QueueReplies } from './requests/queue'
import { RUN_REQUESTS, type RunReplies } from './requests/runs'
import { TRAINING_REQUESTS, type Preparing, type TrainingReplies } from './requests/training'
import type {
  Checkpoint,
  EngineName,
  EngineStatus,
  Failure,
  RunState,
  StepMetrics,
  ValidationMetrics,
} from './run'
import type { LiveSettings } from './settings'

export { StudioError } from './error'

/** What a window asks of the studio: one schema a request, checked where it arrives. */
export const REQUESTS = {
  hello: z.strictObject({}),
  ...DATA_REQUESTS,
  ...TRAINING_REQUESTS,
  ...QUEUE_REQUESTS,
  ...RUN_REQUESTS,
  ...GALLERY_REQUESTS,
  ...DESKTOP_REQUESTS,
} as const

export interface Replies
  extends DataReplies, TrainingReplies, QueueReplies, RunReplies, GalleryReplies, DesktopReplies {
  hello: Hello
}
export interface Hello {
  version: string
  shell: 'electron' | 'browser'
  engines: EngineStatus[]
  /** The engine new runs use. */
  engine: EngineName
  runsFolder: string
  preferences: Preferences
  /** What a person should know of before anything else. */
  troubles: readonly { readonly message: string; readonly remedy: string }[]
}

/** What the studio tells every window. */
export type StudioEvent =
  | {
      kind: 'state'
      run: string
      state: RunState
      step: number
      until: number
      device: string
      failure?: Failure
    }
  | ({ kind: 'preparing'; run: string } & Preparing)
  | { kind: 'metrics'; run: string; training: StepMetrics[]; validation: ValidationMetrics[] }
  | { kind: 'frame'; run: string; frame: Frame }
  | { kind: 'checkpoint'; run: string; checkpoint: Checkpoint }
  | { kind: 'snapshot'; run: string; step: number; made: number; removed: readonly number[] }
  | { kind: 'changed'; run: string; step: number; settings: LiveSettings }
  /** Download, import, sampling or evaluation under way; `total` 0 when unknown. */
  | { kind: 'progress'; job: string; done: number; total: number }
  /** A run that waited was started. */
  | { kind: 'turn'; run: string; name: string }
  | { kind: 'preferences'; preferences: Preferences }
  /** The list of runs changed. */
  | { kind: 'runs' }

export type RequestName = keyof typeof REQUESTS
export type RequestOf<N extends RequestName> = z.infer<(typeof REQUESTS)[N]>
/** The one door between a window and the studio. Rejects with a {@link StudioError}. */
export type Studio = Answers<typeof REQUESTS>
/** The part of it that answers `requests`. */
export type Answers<R> = {
  [N in Extract<keyof R, RequestName>]: (request: RequestOf<N>) => Promise<Replies[N]>
}

/** What travels over a port or a socket. */
export type Packet =
  | { kind: 'request'; id: number; name: string; body: unknown }
  | { kind: 'reply'; id: number; body: unknown }
  | { kind: 'error'; id: number; message: string; remedy: string }
  | { kind: 'event'; event: StudioEvent }
/** A two-way road for packets: a MessagePort in Electron, a WebSocket in a browser. */
export interface Wire {
  send(packet: Packet): void
  onPacket(listener: (packet: Packet) => void): void
  onClose(listener: () => void): void
}
