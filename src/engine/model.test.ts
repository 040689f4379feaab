import { describe, expect, it } from 'vitest'
import { paramShapes, type Network } from '../draw/network'
import { initialParams } from '../draw/params'
import { normals } from '../random/generator'
import { createLearner } from './eager'
import { createModel } from './model'
import { openEngine } from './open'
import { bestEngine } from './statuses'
import { TINY } from './testing'

const ATTENTION: [string, Network][] = [
  ['with attention', TINY],
  ['without', { ...TINY, attention: false }],
]
const stateOf = (network: Network) => {
  const params = initialParams(paramShapes(network), 1)
  return { params, m: params, v: params, updates: 3 }
}
const of = (network: Network, count: number) => ({
  x: normals(count * network.height * network.width, 1, 'x').map((value) => (value > 0 ? 1 : 0)),
  noise: normals(network.glimpses * count * network.latent, 1, 'noise'),
})
const never = (reason: string) => expect.unreachable(reason)

describe.skipIf(bestEngine() !== 'tensorflow')('a model on tensorflow', () => {
  it.each(ATTENTION)('evaluates and draws as the eager learner does, %s', async (_, network) => {
    const engine = await openEngine('tensorflow')
    const model = createModel(engine, network, stateOf(network), never)
    const eager = createLearner(network, stateOf(network))
    for (const count of [4, 7]) {
      const { x, noise } = of(network, count)
      const [ours, theirs] = [model, eager].map((each) => each.evaluate(x, noise))
      for (const key of ['lx', 'lz'] as const)
        ours?.[key].forEach((nats, i) => {
          const other = theirs?.[key][i] ?? NaN
          expect(Math.abs(nats - other)).toBeLessThan(1e-4 * Math.max(1, Math.abs(other)))
        })
      const drawings = [
        [model.reconstruct(x, noise), eager.reconstruct(x, noise)],
        [model.generate(noise), eager.generate(noise)],
      ] as const
      for (const [drawn, expected] of drawings) {
        expect(Object.keys(drawn).sort()).toEqual(Object.keys(expected).sort())
        // Rounded to bytes: 1 where the float lay on the edge.
        drawn.canvases.forEach((pixel, i) =>
          expect(Math.abs(pixel - (expected.canvases[i] ?? NaN))).toBeLessThanOrEqual(1),
        )
        drawn.write?.forEach((number, i) => {
          const other = expected.write?.[i] ?? NaN
          expect(Math.abs(number - other)).toBeLessThan(1e-4 * Math.max(1, Math.abs(other)))
        })
      }
    }
    model.dispose()
    eager.dispose()
  })
})

it.each(ATTENTION)('draws from what it encodes as it reconstructs without noise, %s', async (_, network) => {
  const model = createModel(await openEngine(bestEngine()), network, stateOf(network), never)
  const { x, noise } = of(network, 3)
  const mu = model.encode(x)
  expect(mu).toHaveLength(noise.length)
  expect(model.generate(mu).canvases).toEqual(model.reconstruct(x, noise.fill(0)).canvases)
  model.dispose()
})

it('takes other weights of the same network', async () => {
  const engine = await openEngine(bestEngine())
  const { params, ...rest } = stateOf(TINY)
  const other = { ...rest, params: initialParams(paramShapes(TINY), 2) }
  const { noise } = of(TINY, 3)
  const [model, wanted] = [
    createModel(engine, TINY, { params, ...rest }, never),
    createModel(engine, TINY, other, never),
  ]
  expect(model.generate(noise)).not.toEqual(wanted.generate(noise))
  model.load(other)
  expect(model.generate(noise)).toEqual(wanted.generate(noise))
  for (const each of [model, wanted]) each.dispose()
})

it('is eager where it cannot be compiled, and says why once', async () => {
  // Its operations do not go through the doors that a trace watches.
  const engine = await openEngine('cpu')
  const reasons: string[] = []
  const model = createModel({ ...engine, name: 'tensorflow' }, TINY, stateOf(TINY), (why) =>
    reasons.push(why),
  )
  const eager = createLearner(TINY, stateOf(TINY))
  const { x, noise } = of(TINY, 2)
  expect(model.evaluate(x, noise)).toEqual(eager.evaluate(x, noise))
  expect(model.generate(noise)).toEqual(eager.generate(noise))
  expect(reasons).toHaveLength(1)
  const { params } = stateOf(TINY)
  const other = {
    params: { ...params, enc_b: params['enc_b']?.map((value) => value + 1) as Float32Array },
    m: params,
    v: params,
    updates: 3,
  }
  model.load(other)
  expect(model.evaluate(x, noise)).toEqual(createLearner(TINY, other).evaluate(x, noise))
})

it('refuses weights of another network', async () => {
  const engine = await openEngine('cpu')
  const state = stateOf({ ...TINY, hidden: 8 })
  for (const name of ['cpu', 'tensorflow'] as const)
    expect(() => createModel({ ...engine, name }, TINY, state, never)).toThrow('these settings need')
})
