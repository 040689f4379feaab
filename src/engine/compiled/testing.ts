import { add, mean, mul, square, sub, zeros, type Tensor } from '@tensorflow/tfjs-core'
import { makeNode, sizeOf, type Shape, type Value } from './graph'
import { constant } from './ops'
import { type Graph, savedModel } from './savedModel'
import type { Scan } from './scan'
import { download, free, Session } from './session'

export const floats = (shape: Shape, ...values: number[]): Value => {
  if (values.length !== sizeOf(shape)) throw new RangeError(`[${shape.join()}] of ${values.length} numbers`)
  return constant(Float32Array.from(values), shape, 'float32')
}

/**
 * A scan small enough to be checked by hand: p = Σ_t w x_t, loss = mean (p − y)², so d loss / d w =
 * mean 2 (p − y) Σ_t x_t. For tests.
 */
export const line = (times: number, batch: number): Scan => ({
  times,
  params: { w: [1] },
  data: { y: [batch, 1] },
  inputs: { x: [batch, 1] },
  prepare: ({ w }) => ({ weights: { w }, state: zeros([batch, 1]) }),
  step(weights, _, { x }, before) {
    const { w } = weights as { w: Tensor }
    const state = add(before as Tensor, mul(x as Tensor, w))
    return { state, outputs: { state } }
  },
  finish: (_, { y }, last, outputs) => ({
    loss: mean(square(sub(last as Tensor, y as Tensor))),
    average: mean((outputs as { state: Tensor }).state),
  }),
})

/** The numbers of `values`, computed by TensorFlow. For tests. */
export function evaluate(...values: readonly Value[]): number[][] {
  const names = values.map((_, i) => `value${i}`)
  const named: Graph['named'] = Object.fromEntries(
    values.map((value, i) => [names[i] as string, makeNode('Identity', [value], [value])]),
  )
  const session = new Session(savedModel({ named }))
  const tensors = session.run({}, names)
  const numbers = tensors.map((tensor) => Array.from(download(tensor)))
  free(tensors)
  session.close()
  return numbers
}
