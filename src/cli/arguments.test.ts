import { expect, test } from 'vitest'
import { checkpointChoice, oneOf, pictureSize, setting, wholeNumber } from './arguments'
import { distance, nearest } from './nearest'

test('distance counts swapped neighbours once', () => {
  expect(distance('', 'abc')).toBe(3)
  expect(distance('kitten', 'sitting')).toBe(3)
  expect(distance('hte', 'the')).toBe(1)
})

test('the nearest word is found whatever its case, and none where none is near', () => {
  const words = ['mnist', 'binarized-mnist', 'strokes']
  expect(nearest('mnsit', words)).toBe('mnist')
  expect(nearest('Strokse', words)).toBe('strokes')
  expect(nearest('binarized', words)).toBe('binarized-mnist')
  expect(nearest('cifar', words)).toBeUndefined()
})

test('settings collect, each read by its own type', () => {
  expect(setting('batch=7', setting('attention=false', setting('pixels=grey')))).toEqual({
    pixels: 'grey',
    attention: false,
    batch: 7,
  })
})

test.each([
  ['btach=7', /Did you mean batch\?/],
  ['batch', /Write it as batch=VALUE/],
  ['batch=', /batch must be a whole number/],
  ['batch=7.5', /batch must be a whole number from 1 to 2000/],
  ['attention=yes', /attention must be true or false/],
  ['learningRate=fast', /learningRate must be a number/],
])('a wrong setting is named: %s', (given, words) => {
  expect(() => setting(given)).toThrow(words)
})

test('whole numbers refuse fractions, signs, words and what is out of range', () => {
  const read = wholeNumber(1, 100)
  expect(read('100')).toBe(100)
  for (const wrong of ['0', '101', '1.5', '-1', '+1', '1e1', ' 1', '', 'ten'])
    expect(() => read(wrong)).toThrow('from 1 to 100')
})

test('a choice names the nearest', () => {
  expect(() => oneOf(['tensorflow', 'wasm'])('tensorflwo')).toThrow('Did you mean tensorflow?')
})

test('a checkpoint is latest, best or a step', () => {
  expect([checkpointChoice('best'), checkpointChoice('500')]).toEqual(['best', 500])
  expect(() => checkpointChoice('lastest')).toThrow('Did you mean latest?')
})

test('a size of pictures is a side, or height and width', () => {
  expect(pictureSize('32')).toEqual({ height: 32, width: 32 })
  expect(pictureSize('24x48')).toEqual({ height: 24, width: 48 })
  for (const wrong of ['', '3', '257', '32x', 'x32', '32x3', '3e1', '32 x 32'])
    expect(() => pictureSize(wrong)).toThrow('of 4 to 256 pixels')
})
