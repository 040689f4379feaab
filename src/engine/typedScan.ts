import type { Tensor } from '@tensorflow/tfjs-core'
import type { Named, Scan } from './compiled/scan'

/** A scan whose weights W, state S and outputs O have interfaces of their own. */
export interface TypedScan<W, S, O> extends Omit<Scan, 'prepare' | 'step' | 'finish'> {
  prepare(params: Named<Tensor>): { weights: W; state: S }
  step(weights: W, data: Named<Tensor>, inputs: Named<Tensor>, state: S): { state: S; outputs: O }
  finish(weights: W, data: Named<Tensor>, last: S, outputs: O): Named<Tensor>
}

/** Interfaces of tensors are trees of tensors, though TypeScript does not see it. */
export const scanOf = <W, S, O>(typed: TypedScan<W, S, O>): Scan => typed as unknown as Scan
