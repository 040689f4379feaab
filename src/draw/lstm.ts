import { add, mul, sigmoid, split, tanh, type Tensor2D } from '@tensorflow/tfjs-core'
import { fused } from './fused'
import { join } from './join'
import { linear, type Linear } from './linear'

/** Output h and cell c of an LSTM, [B, h] each. */
export interface LstmState {
  readonly h: Tensor2D
  readonly c: Tensor2D
}

/**
 * One step of an LSTM (eqs. 5 and 7): gates in, g, forget, out from one product.
 * @param gates [in + h, 4h]; the last h rows are those of the LSTM's own output
 * @param inputs what the LSTM sees, [B, …] each, in the order of the rows
 */
export function lstm(gates: Linear, inputs: Tensor2D[], { h, c }: LstmState): LstmState {
  const open = linear(join([...inputs, h]), gates)
  const [output, cell] = fused('DrawLstm', { gates: open, c }, {}, ({ gates, c }) => cellOf(gates, c))
  return { h: output, c: cell }
}

/** The LSTM's output and next cell. @param gates before their activations, [B, 4h] @param c [B, h] */
export function cellOf(gates: Tensor2D, c: Tensor2D): [Tensor2D, Tensor2D] {
  const [i, g, f, o] = split(gates, 4, 1) as [Tensor2D, Tensor2D, Tensor2D, Tensor2D]
  const cell: Tensor2D = add(mul(sigmoid(f), c), mul(sigmoid(i), tanh(g)))
  return [mul(sigmoid(o), tanh(cell)), cell]
}
