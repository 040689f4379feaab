import { zipSync } from 'fflate'
import { writeNpy } from '../files/npy'
import type { Frame, PackedSnapshot } from '../studio/drawing'
import { arraysOf } from './snapshot'

/** `frame` as a run would keep it, for tests in the window, which has no zlib. */
export function packed(frame: Frame): PackedSnapshot {
  const files = Object.entries(arraysOf(frame, 1)).map(([name, array]) => [`${name}.npy`, writeNpy(array)])
  return {
    step: frame.step,
    file: `${frame.step}.npz`,
    bytes: zipSync(Object.fromEntries(files) as Record<string, Uint8Array>, { level: 0 }),
  }
}
