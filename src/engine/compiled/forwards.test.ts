import { beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../open'
import { bestEngine } from '../statuses'
import type { Body } from './body'
import { buffersFor, forwards } from './forwards'
import { makeValue, Value } from './graph'
import { add, cast, int, listOf, multiply } from './ops'
import { evaluate, floats } from './testing'

/** s ← s + x, of which is asked whether it is above 3. */
function counting(): Body & { isMuch: Value } {
  const [input, state] = [new Value([2], 'float32'), new Value([2], 'float32')]
  const next = add(state, input)
  const isMuch = makeValue('Greater', [next, floats([], 3)], { shape: [2], dtype: 'bool' })
  const none = { dNext: [], dOutputs: [], dWeights: [], dState: [] }
  return { inputs: [input], state: [state], next: [next], outputs: [], isMuch, ...none }
}

describe.skipIf(bestEngine() !== 'tensorflow')('forwards', () => {
  beforeAll(() => openEngine('tensorflow'))
  const body = counting()
  const [state] = body.state as [Value]
  const [next] = body.next as [Value]
  const [seen] = body.inputs as [Value]
  const input = floats([3, 2], 1, 2, 3, 4, 5, 6)
  const run = (keep: Value[]) => forwards('counts', 3, body, [floats([2], 0, -4)], [input], keep)

  it('takes all steps and keeps what is asked for of each, whatever its type', () => {
    const { last, kept } = run([state, body.isMuch, state])
    const isMuch = kept.stacked(body.isMuch)
    expect([isMuch, kept.at(body.isMuch, int(1))].map(({ shape, dtype }) => [dtype, shape])).toEqual([
      ['bool', [3, 2]],
      ['bool', [2]],
    ])
    expect(
      evaluate(
        ...last,
        kept.stacked(state),
        cast(isMuch, 'float32'),
        cast(kept.at(body.isMuch, int(1)), 'float32'),
        kept.at(state, int(2)),
      ),
    ).toEqual([
      [9, 8],
      [0, -4, 1, -2, 4, 2],
      [0, 0, 1, 0, 1, 1],
      [1, 0],
      [4, 2],
    ])
  })

  it('reads the input where it lies, instead of keeping a copy', () => {
    const { last, kept } = run([seen, multiply(next, next)])
    expect(evaluate(kept.at(seen, int(1)), kept.stacked(seen))).toEqual([
      [3, 4],
      [1, 2, 3, 4, 5, 6],
    ])
    // t, the state, one buffer; the input, which does not change.
    expect(last[0]?.node?.inputs).toHaveLength(4)
  })

  it('says what was not kept, until it is there', () => {
    const { kept } = run([])
    expect(() => kept.at(next, int(0))).toThrow('A AddV2 was not kept')
    expect(() => kept.stacked(state)).toThrow('A state was not kept')
    expect(evaluate(kept.with([[next, listOf(input)]]).at(next, int(2)))).toEqual([[5, 6]])
  })
})

describe('buffersFor', () => {
  it('fills no two alike, which XLA would make one of and copy', () => {
    const buffers = buffersFor(4, [floats([2], 1, 2), floats([2], 3, 4)], 5)
    const fills = buffers.map(({ node }) => node?.inputs[0])
    expect(fills.map((fill) => fill?.shape)).toEqual([
      [4, 2],
      [4, 2],
    ])
    const numbers = fills.map((fill) => fill?.node?.inputs[1]?.node?.attrs['value'])
    expect(numbers).toMatchObject([{ constant: Float32Array.of(5) }, { constant: Float32Array.of(6) }])
  })
})
