import { classifierShapes, type ClassifierNetwork } from '../src/draw/classifier'
import { paramShapes, type Network } from '../src/draw/network'
import { isClassifier } from './networks'

/**
 * Floating-point operations of one training step as the paper writes it: its products at every glimpse, a
 * multiplication and an addition counted as two, and twice as much again for their gradients. What is done element by
 * element is left out. A step that multiplies less for the same result shows more of them per second.
 */
export function flopsOf(network: Network | ClassifierNetwork, batch: number): number {
  const shapes = isClassifier(network) ? classifierShapes(network) : paramShapes(network)
  const weights = Object.values(shapes)
    .filter(({ length }) => length === 2)
    .reduce((sum, [rows = 0, columns = 0]) => sum + rows * columns, 0)
  const filters = network.attention ? filteringOf(network) : 0
  return 3 * 2 * network.glimpses * batch * (weights + filters)
}

/** To draw, x and x̂ are read and one image is written; to classify, x is read. */
const filteringOf = (network: Network | ClassifierNetwork): number =>
  isClassifier(network)
    ? filtering(network, network.readSize)
    : 2 * filtering(network, network.readSize) + filtering(network, network.writeSize)

/** Multiply-adds of F_Y x F_Xᵀ of every channel (eq. 27), or of its transpose (eq. 29). */
const filtering = ({ channels, height, width }: Network | ClassifierNetwork, n: number): number =>
  channels * n * height * (width + n)
