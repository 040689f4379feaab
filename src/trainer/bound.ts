import type { View } from '../data/view'
import type { Model } from '../engine/learner'
import { normals } from '../random/generator'
import type { Settings } from '../studio/settings'
import type { BoundResult } from '../studio/run'
import { wholeBatches } from './wholeBatches'

/**
 * The bound on the first `count` images of `view`, (12), nats per image, with fixed noise: equal weights give equal
 * numbers. The noise of an image does not depend on `count`.
 * @param stream what the noise is drawn for
 */
export async function measureBound(
  model: Model,
  view: View,
  count: number,
  settings: Settings,
  { stream, seed }: { stream: string; seed: number },
  onProgress: (done: number) => void | Promise<void> = () => undefined,
): Promise<BoundResult & { images: number }> {
  const { batch, glimpses, latent } = settings
  let [images, lx] = [0, 0]
  const natsPerGlimpse = new Array<number>(glimpses).fill(0)
  for await (const { x, which, done } of wholeBatches(view, count, batch)) {
    const chunk = Math.ceil(images / batch)
    const losses = model.evaluate(x, normals(glimpses * batch * latent, seed, stream, chunk))
    for (let b = 0; b < which.length; b++) {
      lx += losses.lx[b] as number
      for (let t = 0; t < glimpses; t++)
        natsPerGlimpse[t] = (natsPerGlimpse[t] as number) + (losses.lz[b * glimpses + t] as number)
    }
    images = done
    await onProgress(done)
  }
  const mean = (sum: number) => sum / images
  const perGlimpse = natsPerGlimpse.map(mean)
  const lz = perGlimpse.reduce((a, b) => a + b, 0)
  return { images, bound: mean(lx) + lz, lx: mean(lx), lz, natsPerGlimpse: perGlimpse }
}
