import { reshape, sparseToDense, tensor1d, type Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import { callGraph } from './callGraph'
import { savedModel } from './savedModel'
import { compileScan, type Scan } from './scan'
import { download, free, Session } from './session'
import { line } from './testing'

const graphOf = (scan: Scan) =>
  callGraph({ look: { scan, compiled: compileScan('call', scan, { xla: false }) } })
const feed = (shape: number[], ...values: number[]) => ({ values: Float32Array.from(values), shape })

describe.skipIf(bestEngine() !== 'tensorflow')('callGraph', () => {
  beforeAll(() => openEngine('tensorflow'))

  it('is fed and fetched by the names the scan gave', () => {
    const session = new Session(savedModel(graphOf(line(2, 2))))
    const tensors = session.run(
      {
        'param.w': feed([1], 2),
        'look.data.y': feed([2, 1], 7, 20),
        'look.input.x': feed([2, 2, 1], 1, 5, 3, 4),
      },
      ['look.result.average', 'look.result.loss'],
    )
    // Both images after both steps: 2, 10, 8, 18.
    expect(tensors.map((tensor) => Array.from(download(tensor)))).toEqual([[9.5], [2.5]])
    free(tensors)
    session.close()
  })

  it('of an operation the compiler lacks is an error that names it, and where to add it', () => {
    const scan: Scan = {
      ...line(2, 1),
      finish: (_weights, _data, last) => ({
        dense: sparseToDense(tensor1d([0], 'int32'), reshape(last as Tensor, [1]), [3], 0),
      }),
    }
    expect(() => savedModel(graphOf(scan))).toThrow(
      /does not know the TensorFlow operation SparseToDense.*src\/engine\/compiled\/signatures\.ts/,
    )
  })
})
