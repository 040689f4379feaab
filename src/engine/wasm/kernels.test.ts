import {
  addN,
  mul,
  reshape,
  square,
  sum,
  tidy,
  valueAndGrads,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { expect, it, vi } from 'vitest'
import { filterbanks, windowOf } from '../../draw/filterbank'
import { join } from '../../draw/join'
import { divergence, posterior } from '../../draw/latent'
import { linearOf } from '../../draw/linear'
import { lstm } from '../../draw/lstm'
import { errorImage, extract, readThrough } from '../../draw/read'
import { numbersOf, random } from '../../draw/testing'
import { spread } from '../../draw/write'
import { adam } from '../adam'
import { openEngine } from '../open'

interface Formula {
  readonly of: (...inputs: Tensor[]) => Tensor[]
  readonly inputs: readonly number[][]
  /** What the inputs are multiplied by. */
  readonly scale?: number
}

/** Formulas of tensors whose sizes are no multiples of a vector's 4 or a panel's 8 numbers. */
const formulas = (
  batch: number,
  channels: number,
  height: number,
  width: number,
  n: number,
): Record<string, Formula> => {
  const [image, patch] = [
    [batch, channels, height, width],
    [batch, channels, n, n],
  ]
  const [y, x] = [
    [batch, n, height],
    [batch, n, width],
  ]
  const [h, hidden] = [[batch, width], width]
  const layer = (w: Tensor, b: Tensor) => linearOf(w as Tensor2D, b as Tensor1D)
  const banks = (y: Tensor, x: Tensor) => ({ y: y as Tensor3D, x: x as Tensor3D })
  return {
    'windowOf and filterbanks': {
      of(h, w, b) {
        const window = windowOf(h as Tensor2D, layer(w as Tensor, b as Tensor), { height, width }, n)
        const { x, y } = filterbanks(window, { height, width }, n)
        return [x, y, ...Object.values(window)]
      },
      inputs: [h, [hidden, 5], [5]],
      scale: 0.3,
    },
    lstm: {
      of(input, h, c, w, b) {
        const state = { h: h as Tensor2D, c: c as Tensor2D }
        return Object.values(lstm(layer(w as Tensor, b as Tensor), [input as Tensor2D], state))
      },
      inputs: [[batch, n], h, h, [n + hidden, 4 * hidden], [4 * hidden]],
    },
    'posterior and divergence': {
      of(h, w, b) {
        const q = posterior(h as Tensor2D, layer(w as Tensor, b as Tensor))
        return [...Object.values(q), divergence(q)]
      },
      inputs: [h, [hidden, 2 * n], [2 * n]],
    },
    extract: {
      of: (image, y, x) => [extract(image as Tensor4D, banks(y as Tensor, x as Tensor))],
      inputs: [image, y, x],
    },
    spread: {
      of: (patch, y, x) => [spread(patch as Tensor4D, banks(y as Tensor, x as Tensor))],
      inputs: [patch, y, x],
    },
    errorImage: {
      of: (x, canvas) => [errorImage(x as Tensor4D, canvas as Tensor4D)],
      inputs: [image, image],
    },
    readThrough: {
      of: (patch, factors) => [readThrough(patch as Tensor4D, factors as Tensor2D)],
      inputs: [patch, [batch, 1]],
    },
    'join, of matrices': { of: (...parts) => [join(parts)], inputs: [h, [batch, n], h] },
    'join, of images': { of: (...parts) => [join(parts)], inputs: [image, image] },
  }
}

const CASES = Object.fromEntries(
  [
    [3, 1, 5, 7, 2],
    [2, 3, 9, 6, 5],
    [13, 2, 12, 19, 1],
  ].flatMap((sizes) =>
    Object.entries(formulas(...(sizes as [number, number, number, number, number]))).map(
      ([name, formula]) => [`${name} of ${sizes}`, formula] as const,
    ),
  ),
)

/** Every output, and the gradient of every input for a random gradient of each output. */
const results = ({ of, inputs, scale = 1 }: Formula): number[][] =>
  tidy(() => {
    const tensors = inputs.map((shape, i) => randomOf(shape, `input ${i}`, scale))
    const outputs = of(...tensors)
    const weighted = (...values: unknown[]): Scalar =>
      addN(
        of(...(values as Tensor[])).map((output, i) =>
          sum<Scalar>(mul(output, randomOf(output.shape, `dy ${i}`))),
        ),
      )
    const { grads } = valueAndGrads<Scalar>(weighted)(tensors as Scalar[])
    return [...outputs, ...grads].map(numbersOf)
  })
const randomOf = (shape: number[], stream: string, scale = 1) =>
  reshape(random([shape.reduce((a, b) => a * b, 1)], stream, scale), shape)

const adams = (): number[][] =>
  tidy(() => {
    const [value, m, gradient] = ['value', 'm', 'gradient'].map((stream) => random([7, 9], stream)) as [
      Tensor,
      Tensor,
      Tensor,
    ]
    const moments = { value, m, v: square(random([7, 9], 'v')) }
    return Object.values(adam(moments, gradient, { learningRate: 1e-2, beta1: 0.5 }, 3)).map(numbersOf)
  })

it('each kernel is its formula, and its gradient the one that tfjs derives', async () => {
  await openEngine('wasm', false)
  const plain = Object.fromEntries(Object.entries(CASES).map(([name, formula]) => [name, results(formula)]))
  const plainAdam = adams()
  await openEngine('wasm')
  const warn = vi.spyOn(console, 'warn')
  expect(maxDifference(adams(), plainAdam)).toBeLessThan(1e-6)
  for (const [name, formula] of Object.entries(CASES))
    expect(maxDifference(results(formula), plain[name] ?? []), name).toBeLessThan(2e-5)
  expect(warn).not.toHaveBeenCalled() // fused refused none
})

/** The greatest difference of two lists of arrays, over the greatest number of each array. */
function maxDifference(a: number[][], b: number[][]): number {
  expect(a.map(({ length }) => length)).toEqual(b.map(({ length }) => length))
  return Math.max(
    ...a.flatMap((array, i) => {
      const size = Math.max(1, ...array.map(Math.abs))
      return array.map((value, k) => Math.abs(value - (b[i]?.[k] ?? NaN)) / size)
    }),
  )
}
