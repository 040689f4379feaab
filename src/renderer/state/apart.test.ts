import { expect, it } from 'vitest'
import { STROKES } from '../testing/fake-studio'
import { apart } from './apart'

const card = (id: string, title: string, side = 28) => ({ ...STROKES, id, title, height: side, width: side })
const titles = (...cards: ReturnType<typeof card>[]) => apart(cards).map(({ title }) => title)

it('leaves titles as they are where each is one data set’s', () => {
  expect(titles(card('strokes', 'Strokes'), card('import-pics-550982da', 'pics'))).toEqual([
    'Strokes',
    'pics',
  ])
})

it('names the sizes where they differ', () => {
  expect(titles(card('import-svhn-193c9a77', 'SVHN', 64), card('import-svhn-c320986e', 'SVHN', 32))).toEqual([
    'SVHN, 64 × 64',
    'SVHN, 32 × 32',
  ])
})

it('names the imported by their numbers where a size is shared', () => {
  const [known, one, other] = [card('mnist', 'MNIST'), 'import-mnist-193c9a77', 'import-mnist-c320986e']
  expect(titles(known, card(one, 'MNIST'), card(other, 'MNIST', 32))).toEqual([
    'MNIST',
    'MNIST, 193c9a77',
    'MNIST, c320986e',
  ])
})
