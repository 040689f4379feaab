import type { Frame, PackedSnapshot } from '../../studio/drawing'
import { StudioError } from '../../studio/error'
import type { Unpacked } from './unpack.worker'

const waiting = new Map<number, (unpacked: Unpacked) => void>()
let asked = 0
let worker: Worker | undefined

function begun(): Worker {
  const worker = new Worker(new URL('./unpack.worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<Unpacked>) => waiting.get(data.id)?.(data))
  worker.addEventListener('error', ({ message }) => {
    for (const [id, take] of waiting) take({ id, message, remedy: 'Reload the window.' })
  })
  return worker
}

/** The worker takes a moment to begin: whoever will need it soon says so. */
export const getReady = (): void => void (worker ??= begun())

/** In a thread of its own: pictures of 500 kB unpack to 10 MB. @throws StudioError when it is not whole */
export async function unpack(packed: PackedSnapshot): Promise<Frame> {
  getReady()
  const id = ++asked
  const unpacked = await new Promise<Unpacked>((resolve) => {
    waiting.set(id, resolve)
    worker?.postMessage({ id, packed }, [packed.bytes.buffer as ArrayBuffer])
  })
  waiting.delete(id)
  if ('frame' in unpacked) return unpacked.frame
  throw new StudioError(unpacked.message, unpacked.remedy)
}
