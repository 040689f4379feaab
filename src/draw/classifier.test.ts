import { expect, it } from 'vitest'
import { classifierOf, classifierShapes } from './classifier'

const SETTINGS = { attention: true, glimpses: 8, hidden: 256, readSize: 12, latent: 100 }
const network = classifierOf({ channels: 1, height: 100, width: 100 }, SETTINGS, 10)

it('classifierOf takes what a classifier has of images and settings', () => {
  expect(network).toEqual({
    channels: 1,
    height: 100,
    width: 100,
    attention: true,
    glimpses: 8,
    hidden: 256,
    readSize: 12,
    classes: 10,
  })
})

it('classifierShapes are those of one LSTM that sees 12 × 12 numbers and itself', () => {
  expect(classifierShapes(network)).toEqual({
    enc_w: [12 * 12 + 256, 4 * 256],
    enc_b: [4 * 256],
    out_w: [256, 10],
    out_b: [10],
    h_enc0: [256],
    read_att_w: [256, 5],
    read_att_b: [5],
  })
  const whole = classifierShapes({ ...network, attention: false, channels: 3 })
  expect(whole['enc_w']).toEqual([3 * 100 * 100 + 256, 4 * 256])
  expect(Object.keys(whole)).not.toContain('read_att_w')
})
