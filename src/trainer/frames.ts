import { firstPlaces, type View } from '../data/view'
import type { Learner } from '../engine/learner'
import { normals } from '../random/generator'
import { FRAME_COUNT, type Frame } from '../studio/drawing'
import type { Settings } from '../studio/settings'

/** Makes the frames of a run: always the same images with the same noise, and samples of the same z. */
export class Frames {
  private readonly noise: Float32Array
  private readonly z: Float32Array

  /** @param x the images to reconstruct, [F, C, H, W] */
  private constructor(
    private readonly learner: Learner,
    private readonly x: Float32Array,
    { seed, glimpses, latent }: Settings,
  ) {
    this.noise = normals(glimpses * FRAME_COUNT * latent, seed, 'frame noise')
    this.z = normals(glimpses * FRAME_COUNT * latent, seed, 'frame z')
  }

  static async of(learner: Learner, validation: View, settings: Settings): Promise<Frames> {
    return new Frames(learner, await validation.fixed(firstPlaces(validation, FRAME_COUNT, true)), settings)
  }

  /** @param live one of many to be looked at, not kept */
  make(step: number, live: boolean): Frame {
    return {
      step,
      ...this.learner.pictures(this.x, this.noise, this.z, live),
      targets: Uint8Array.from(this.x, (value) => Math.round(value * 255)),
    }
  }
}
