import { describe, expect, it } from 'vitest'
import { classifierOf, classifierShapes } from '../../../../draw/classifier'
import { networkOf, paramShapes } from '../../../../draw/network'
import { paramCount, type Shapes } from '../../../../draw/params'
import { DEFAULTS, type Settings } from '../../../../studio/settings'
import { numbersIn, partsOf } from './parts'

const size = { channels: 3, height: 20, width: 13 }
const made = (change: Partial<Settings>) => ({
  ...size,
  classes: 7,
  settings: { ...DEFAULTS, hidden: 11, latent: 5, readSize: 4, writeSize: 3, ...change },
})
/** Every weight of the parts, as src/draw has them. */
function agree(change: Partial<Settings>, shapesOf: (settings: Settings) => Shapes): void {
  const network = made(change)
  const parts = partsOf(network)
  const weights = parts.flatMap(({ weights }) => weights.map(({ name, shape }) => [name, shape] as const))
  const shapes = shapesOf(network.settings)
  expect(Object.fromEntries(weights)).toEqual(shapes)
  expect(parts.reduce((sum, part) => sum + numbersIn(part), 0)).toBe(paramCount(shapes))
}

describe('the weights of the parts are those of src/draw', () => {
  it.each([true, false])('to draw, with attention: %s', (attention) => {
    agree({ attention }, (settings) => paramShapes(networkOf(size, settings)))
  })
  it.each([true, false])('to classify, with attention: %s', (attention) => {
    agree({ task: 'classify', attention }, (settings) => classifierShapes(classifierOf(size, settings, 7)))
  })
})

it('parts follow each other as the equations do', () => {
  const names = partsOf(made({})).map(({ name }) => name)
  expect(names).toEqual(['error', 'read', 'encoder', 'latent', 'decoder', 'write', 'canvas'])
  const first = partsOf(made({})).map(({ equations }) => equations[0]?.number)
  expect(first).toEqual(['3', '4', '5', '1', '7', '28', '8'])
})
