import { unpackSnapshot } from '../../snapshots/snapshot'
import { arraysIn, type Frame, type PackedSnapshot } from '../../studio/drawing'
import { StudioError } from '../../studio/error'

/** Packed snapshots come in, frames go out. */
export type Unpacked =
  | { readonly id: number; readonly frame: Frame }
  | { readonly id: number; readonly message: string; readonly remedy: string }

addEventListener(
  'message',
  ({ data: { id, packed } }: MessageEvent<{ id: number; packed: PackedSnapshot }>) => {
    try {
      const frame = unpackSnapshot(packed)
      const buffers = new Set(arraysIn(frame).map(({ buffer }) => buffer as ArrayBuffer))
      postMessage({ id, frame } satisfies Unpacked, { transfer: [...buffers] })
    } catch (error) {
      if (!(error instanceof StudioError)) throw error
      postMessage({ id, message: error.message, remedy: error.remedy } satisfies Unpacked)
    }
  },
)
