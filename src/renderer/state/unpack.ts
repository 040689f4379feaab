import { frameOf, HALVES } from '../../snapshots/snapshot'
import type { Frame, PackedSnapshot } from '../../studio/drawing'
import { StudioError } from '../../studio/error'
import type { Asked, Unpacked } from './unpack.worker'

const waiting = new Map<number, (unpacked: Unpacked) => void>()
let asked = 0
let workers: readonly Worker[] = []

function begun(): Worker {
  const worker = new Worker(new URL('./unpack.worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<Unpacked>) => waiting.get(data.id)?.(data))
  worker.addEventListener('error', ({ message }) => {
    // Whoever asks next begins anew.
    workers = []
    for (const [id, take] of waiting) take({ id, message, remedy: 'Reload the window.' })
  })
  return worker
}

/** Workers take a moment to begin: whoever will need them soon says so. */
export function getReady(): void {
  if (workers.length === 0) workers = HALVES.map(begun)
}

/** In threads of its own: pictures of 500 kB unpack to 10 MB. @throws StudioError when it is not whole */
export async function unpack(packed: PackedSnapshot): Promise<Frame> {
  getReady()
  const arrays = await Promise.all(workers.map((worker, half) => arraysOf(worker, packed, half)))
  return frameOf(Object.assign({}, ...arrays) as (typeof arrays)[number], packed)
}

async function arraysOf(worker: Worker, packed: PackedSnapshot, half: number) {
  const id = ++asked
  const unpacked = await new Promise<Unpacked>((resolve) => {
    waiting.set(id, resolve)
    worker.postMessage({ id, packed, half } satisfies Asked)
  })
  waiting.delete(id)
  if ('arrays' in unpacked) return unpacked.arrays
  throw new StudioError(unpacked.message, unpacked.remedy)
}
