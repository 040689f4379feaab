import { fixed } from '../data/batches'
import type { ImageSet } from '../data/dataset'
import type { Model } from '../engine/learner'
import { normals } from '../random/generator'
import type { Settings } from '../studio/settings'
import type { EvaluateResult } from '../studio/trainer'

/**
 * The bound on the first `count` images of `set`, (12), nats per image, with fixed noise and fixed pixels: equal
 * weights give equal numbers. The noise of an image does not depend on `count`.
 * @param stream what the noise is drawn for
 * @param seed of noise and pixels
 */
export async function measureBound(
  model: Model,
  set: ImageSet,
  count: number,
  settings: Settings,
  { stream, seed }: { stream: string; seed: number },
  onProgress: (done: number) => void = () => undefined,
): Promise<Omit<EvaluateResult, 'step'>> {
  const { batch, glimpses, latent, pixels } = settings
  const images = Math.min(count, set.count)
  let lx = 0
  const natsPerGlimpse = new Array<number>(glimpses).fill(0)
  for (let begin = 0; begin < images; begin += batch) {
    const length = Math.min(batch, images - begin)
    const which = Array.from({ length }, (_, i) => begin + i)
    // Always whole batches, so that an engine compiles one size only: what is missing is black and not counted.
    const x = new Float32Array(batch * set.size)
    x.set(await fixed(set, which, pixels, seed))
    const losses = model.evaluate(x, normals(glimpses * batch * latent, seed, stream, begin / batch))
    for (let b = 0; b < length; b++) {
      lx += losses.lx[b] as number
      for (let t = 0; t < glimpses; t++)
        natsPerGlimpse[t] = (natsPerGlimpse[t] as number) + (losses.lz[b * glimpses + t] as number)
    }
    onProgress(begin + length)
  }
  const mean = (sum: number) => sum / images
  const perGlimpse = natsPerGlimpse.map(mean)
  const lz = perGlimpse.reduce((a, b) => a + b, 0)
  return { images, bound: mean(lx) + lz, lx: mean(lx), lz, natsPerGlimpse: perGlimpse }
}
