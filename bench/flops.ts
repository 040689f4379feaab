import { paramShapes, type Network } from '../src/draw/network'

/**
 * Floating-point operations of one training step as the paper writes it: its products at every glimpse, a
 * multiplication and an addition counted as two, and twice as much again for their gradients. What is done element by
 * element is left out. A step that multiplies less for the same result shows more of them per second.
 */
export function flopsOf(network: Network, batch: number): number {
  const weights = Object.values(paramShapes(network))
    .filter(({ length }) => length === 2)
    .reduce((sum, [rows = 0, columns = 0]) => sum + rows * columns, 0)
  const { attention, readSize, writeSize, glimpses } = network
  // x and x̂ are read, one image is written.
  const filters = attention ? 2 * filtering(network, readSize) + filtering(network, writeSize) : 0
  return 3 * 2 * glimpses * batch * (weights + filters)
}

/** Multiply-adds of F_Y x F_Xᵀ of every channel (eq. 27), or of its transpose (eq. 29). */
const filtering = ({ channels, height, width }: Network, n: number): number =>
  channels * n * height * (width + n)
