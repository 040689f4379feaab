import { expect, it } from 'vitest'
import { presetOf, PRESETS, type Preset } from '../../../studio/presets'
import { needsOf, suited, type SuitedCard } from './suiting'

const DIGITS = Array.from({ length: 10 }, (_, i) => String(i))
const card = (side: number, channels: number, change: Partial<SuitedCard> = {}): SuitedCard => ({
  height: side,
  width: side,
  channels,
  kind: 'grey',
  classes: DIGITS,
  ...change,
})
const preset = (id: string): Preset => presetOf(id) ?? expect.fail(`There is no preset ${id}`)

it.each([
  ['28 × 28 grey', card(28, 1), 'laptop'],
  ['28 × 28 binary', card(28, 1, { kind: 'binary', classes: [] }), 'laptop'],
  ['32 × 32 colour', card(32, 3), 'cifar-laptop'],
  ['64 × 64 colour', card(64, 3), 'svhn-laptop'],
])('offers first for %s what such images are learned with', (_, images, id) => {
  expect(suited(images)[0]?.id).toBe(id)
})

it('counts each of the eleven once, as suited or with a reason', () => {
  for (const images of [card(28, 1), card(32, 3), card(64, 3), card(8, 1)])
    expect(suited(images).length + PRESETS.filter((one) => needsOf(one, images)).length).toBe(11)
})

it.each([
  ['svhn', card(32, 3), 'Needs images of at least 54 × 54'],
  ['cluttered', card(28, 1, { classes: [] }), 'Needs labels'],
  ['cluttered', card(4, 1), 'Needs images of at least 8 × 8'],
  ['mnist', card(4, 1), 'Needs images of at least 5 × 5'],
  ['two-digits', card(64, 1), 'Needs images of at most 60 × 60'],
  ['cifar', card(28, 1), 'Made for colour pictures'],
  ['mnist', card(32, 3), 'Made for grey images'],
  ['mnist', card(28, 1), undefined],
])('says of %s what it needs', (id, images, words) => {
  expect(needsOf(preset(id), images)).toBe(words)
})
