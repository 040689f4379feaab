import { firstPlaces, type View } from '../data/view'
import type { Learner } from '../engine/learner'
import { normals } from '../random/generator'
import { FRAME_COUNT } from '../studio/drawing'
import type { Settings } from '../studio/settings'
import { measureBound } from './bound'
import type { Task } from './task'

/** Learning to draw. Its frames are always of the same images with the same noise, and of samples of the same z. */
export async function drawing(learner: Learner, validation: View, settings: Settings): Promise<Task> {
  const { batch, glimpses, latent, seed, validationImages } = settings
  const x = await validation.fixed(firstPlaces(validation, FRAME_COUNT, true))
  const noise = normals(glimpses * FRAME_COUNT * latent, seed, 'frame noise')
  const z = normals(glimpses * FRAME_COUNT * latent, seed, 'frame z')
  return {
    name: 'draw',
    update: ({ x }, step, optimizer) =>
      learner.step(x, normals(glimpses * batch * latent, seed, 'noise', step + 1), optimizer),
    async validate() {
      const noise = { stream: 'validation', seed }
      const measured = await measureBound(learner, validation, validationImages, settings, noise)
      const { bound, lx, lz, natsPerGlimpse } = measured
      return { bound, lx, lz, natsPerGlimpse }
    },
    frame: (step, live) => ({ step, ...learner.pictures(x, noise, z, live), targets: bytesOf(x) }),
    state: () => learner.state(),
    load: (state) => learner.load(state),
  }
}

/** 0…1 as 0…255. */
export const bytesOf = (x: Float32Array): Uint8Array => Uint8Array.from(x, (value) => Math.round(value * 255))
