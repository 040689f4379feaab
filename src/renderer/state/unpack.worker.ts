import type { NpzArray } from '../../files/npy'
import { readNpz } from '../../files/npz'
import { HALVES } from '../../snapshots/snapshot'
import type { PackedSnapshot } from '../../studio/drawing'
import { StudioError } from '../../studio/error'

export interface Asked {
  readonly id: number
  readonly packed: PackedSnapshot
  /** Which of HALVES. */
  readonly half: number
}
export type Unpacked =
  | { readonly id: number; readonly arrays: Readonly<Record<string, NpzArray>> }
  | { readonly id: number; readonly message: string; readonly remedy: string }

addEventListener('message', ({ data: { id, packed, half } }: MessageEvent<Asked>) => {
  try {
    const arrays = readNpz(packed.bytes, packed.file, HALVES[half])
    const buffers = new Set(Object.values(arrays).map(({ data }) => data.buffer as ArrayBuffer))
    postMessage({ id, arrays } satisfies Unpacked, { transfer: [...buffers] })
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
    postMessage({ id, message: error.message, remedy: error.remedy } satisfies Unpacked)
  }
})
