import { expect, it } from 'vitest'
import { piecesOf, spoken } from './maths'

it('sets what follows a mark, or what braces hold, below or above the line', () => {
  expect(piecesOf('h^{dec}_{t−1} = F_X^T')).toEqual([
    { text: 'h', level: 'on' },
    { text: 'dec', level: 'above' },
    { text: 't−1', level: 'below' },
    { text: ' = F', level: 'on' },
    { text: 'X', level: 'below' },
    { text: 'T', level: 'above' },
  ])
})

it('reads a formula out without marks', () => {
  expect(spoken('x̂_t = x − σ(c_{t−1})')).toBe('x̂ t = x − σ(c t−1 )')
})
