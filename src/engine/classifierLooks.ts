import type { ClassifierNetwork } from '../draw/classifier'
import type { Reading } from '../studio/drawing'
import type { ClassifierModel } from './classifier'
import { readingScan } from './classifierScans'
import { Film } from './film'
import { imagesOf } from './looks'
import { OpenLooks, type WeightsNow } from './openLooks'

/**
 * What a classifier sees and thinks, compiled when first asked for, for each number of images; for the engine
 * tensorflow.
 *
 * Each look throws an Error that names what of the model cannot be compiled.
 */
export class ClassifierLooks implements ClassifierModel {
  private readonly looks: OpenLooks

  constructor(
    readonly network: ClassifierNetwork,
    weights: WeightsNow,
  ) {
    this.looks = new OpenLooks(weights)
  }

  classify(x: Float32Array): Float32Array {
    return this.look(x).logProbabilities
  }

  look(x: Float32Array, live = false): Reading {
    const { network } = this
    const images = imagesOf(network, x)
    const [count = 0] = images.shape
    const scans = () => ({ read: readingScan(network, count) })
    const { read = {} } = this.looks.run(String(count), scans, { 'read.data.x': images }, live)
    const film = new Film(network, count).putAll(read)
    return { ...film.finished<Omit<Reading, 'classes'>>(), classes: network.classes }
  }

  dispose(): void {
    this.looks.close()
  }
}
