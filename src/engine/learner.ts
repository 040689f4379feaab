import type { Network } from '../draw/network'
import type { DrawnFrame, Drawing } from '../studio/drawing'

/** Weights and Adam's moments by name, and how many updates they have had: all that training changes. */
export interface LearnerState {
  params: Record<string, Float32Array>
  /** Adam's first moment. */
  m: Record<string, Float32Array>
  /** Adam's second moment. */
  v: Record<string, Float32Array>
  updates: number
}

/** What can be trained, stopped and gone on with. */
export interface Trainable {
  state(): LearnerState
  /** @throws StudioError naming a weight that the state lacks, or has in another size */
  load(state: LearnerState): void
  /** Frees what the engine holds for it. */
  dispose(): void
}

export interface Optimizer {
  readonly learningRate: number
  readonly beta1: number
  /** Greatest norm of the whole gradient. */
  readonly clip: number
}

/** Losses in nats per image, means over the batch; the gradient's norm before clipping. */
export interface StepResult {
  bound: number
  lx: number
  lz: number
  gradNorm: number
}

/** Nats of single images. */
export interface Evaluation {
  /** [B] */
  lx: Float32Array
  /** Lz of each glimpse, [B, T]. */
  lz: Float32Array
}

/** A network that lives in an engine, to look at. Arrays are copied in and out; nothing returned is shared. */
export interface Model {
  readonly network: Network
  /**
   * Losses of each image.
   * @param x [B, C, H, W] in 0…1
   * @param noise ε, standard normal, [T, B, z]
   */
  evaluate(x: Float32Array, noise: Float32Array): Evaluation
  /** The images drawn again from what the encoder says of them. */
  reconstruct(x: Float32Array, noise: Float32Array): Drawing
  /** What the encoder says of images where no noise is added: μ_t, [T, B, z]. */
  encode(x: Float32Array): Float32Array
  /** Images drawn from z ~ N(0, I), [T, B, z]. */
  generate(z: Float32Array): Drawing
  /** Frees what the engine holds for it. */
  dispose(): void
}

/** What is drawn of images, and of as many z; and what all of them begin with. */
export interface Pictures extends Pick<DrawnFrame, 'reconstructions' | 'samples'> {
  /** 255 · σ(c_0), [C, H, W]. */
  readonly canvas0: Uint8Array
}

/** A model that can be trained. */
export interface Learner extends Model, Trainable {
  /** One update by Adam; `x`, `noise` as in {@link Model.evaluate}. */
  step(x: Float32Array, noise: Float32Array, optimizer: Optimizer): StepResult
  /**
   * {@link reconstruct} and {@link generate} at once, `z` as many as the images.
   * @param live one of many, made quickly; may be rounded otherwise than the others
   */
  pictures(x: Float32Array, noise: Float32Array, z: Float32Array, live: boolean): Pictures
}
