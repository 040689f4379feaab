import type { ClassifierNetwork } from '../draw/classifier'
import type { Reading } from '../studio/drawing'
import type { Optimizer, Trainable } from './learner'

/** Of one batch, before the update. */
export interface ClassifierStep {
  /** Cross-entropy after the last glimpse, nats per image. */
  loss: number
  /** Share of images given another class than their own, 0…1. */
  error: number
  /** The gradient's norm before clipping. */
  gradNorm: number
}

/** A classifier that lives in an engine, to look at. Arrays are copied in and out; nothing returned is shared. */
export interface ClassifierModel {
  readonly network: ClassifierNetwork
  /**
   * Log-probability of every class after each glimpse, [B, T, K].
   * @param x [B, C, H, W] in 0…1
   */
  classify(x: Float32Array): Float32Array
  /**
   * Where each glimpse was read, and what was thought after it.
   * @param live one of many, made quickly; may be rounded otherwise than the others
   */
  look(x: Float32Array, live?: boolean): Reading
  /** Frees what the engine holds for it. */
  dispose(): void
}

/** A classifier that can be trained. */
export interface Classifier extends ClassifierModel, Trainable {
  /**
   * One update by Adam.
   * @param x [B, C, H, W] in 0…1
   * @param labels class of each image, counted from 0, [B]
   * @throws RangeError for a class the network does not have
   */
  step(x: Float32Array, labels: Uint8Array, optimizer: Optimizer): ClassifierStep
}
