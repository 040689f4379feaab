import { BOX, FRAME_COUNT, type DrawnFrame, type Drawing, type ReadFrame } from '../../studio/drawing'
import { emptyCurves } from '../../studio/curves'
import type { RunCurves } from '../../studio/requests/runs'

export interface Made {
  count?: number
  glimpses?: number
  channels?: number
  height?: number
  width?: number
  /** N of both windows. */
  n?: number
  attention?: boolean
  reads?: boolean
}

/**
 * A drawing of the real shape: image i is a bar that grows with t; its windows go round in a circle, the write
 * window with σ falling from 2 to 0.5.
 */
export function madeDrawing(wanted: Made = {}): Drawing {
  const { count = FRAME_COUNT, glimpses = 10, channels = 1, height = 28, width = 28 } = wanted
  const { n = 5, attention = true, reads = true } = wanted
  const places = count * glimpses
  const canvases = new Uint8Array(places * channels * height * width)
  const boxes = () => new Float32Array(places * BOX.length)
  const read = boxes()
  const write = boxes()
  for (let place = 0; place < places; place++) {
    const image = Math.floor(place / glimpses)
    const t = (place % glimpses) + 1
    for (let c = 0; c < channels; c++)
      for (let y = 3; y < 3 + ((height - 6) * t) / glimpses; y++)
        for (let x = 3; x < width - 3; x++)
          if (Math.abs(x - width / 2 - ((y - height / 2) * (image - count / 2)) / count) < 2)
            canvases[((place * channels + c) * height + Math.floor(y)) * width + x] =
              c === image % 3 ? 120 : 235
    const angle = (2 * Math.PI * t) / glimpses + image
    const gX = (width + 1) / 2 + (width / 4) * Math.cos(angle)
    const gY = (height + 1) / 2 + (height / 4) * Math.sin(angle)
    read.set([gX, gY, 3, 1, 1.92], place * BOX.length)
    write.set([gX - 2, gY + 1, 1.5, 2 - (1.5 * t) / glimpses, 0.44], place * BOX.length)
  }
  const patches = () =>
    Uint8Array.from({ length: places * channels * n * n }, (_, i) => (i * 37 + (i >> 3) * 11) % 256)
  return {
    count,
    glimpses,
    channels,
    height,
    width,
    canvases,
    ...(attention && { write, writePatches: patches() }),
    ...(attention && reads && { read, readPatches: patches() }),
    ...(reads && {
      nats: Float32Array.from(
        { length: places },
        (_, i) => 6 * Math.exp((-3 * (i % glimpses)) / glimpses) + 0.2,
      ),
    }),
  }
}

export function madeFrame(step: number, wanted: Made = {}): DrawnFrame {
  const reconstructions = madeDrawing(wanted)
  const { count, glimpses, channels, height, width, canvases } = reconstructions
  const size = channels * height * width
  const targets = new Uint8Array(count * size)
  for (let i = 0; i < count; i++) {
    const last = (i + 1) * glimpses - 1
    targets.set(canvases.subarray(last * size, (last + 1) * size), i * size)
  }
  return { step, reconstructions, samples: madeDrawing({ ...wanted, reads: false }), targets }
}

/** Of {@link madeRead}'s ten classes, the one image `i` has. */
export const labelOf = (i: number): number => (3 * i) % 10
/** Those that are taken for the class after their own. */
export const isWrong = (i: number): boolean => i % 5 === 4

/**
 * Images and their reading, of the real shape: at first all classes are alike; after the last of T glimpses image i
 * has 0.91 of one class and 0.01 of each other, and is {@link isWrong} every fifth time.
 */
export function madeRead(wanted: Made = {}) {
  const { canvases, read, readPatches, ...size } = madeDrawing(wanted)
  const { count, glimpses, channels, height, width } = size
  const classes = 10
  const pixels = channels * height * width
  const images = new Uint8Array(count * pixels)
  const logProbabilities = new Float32Array(count * glimpses * classes)
  for (let i = 0; i < count; i++) {
    const last = (i + 1) * glimpses - 1
    images.set(canvases.subarray(last * pixels, (last + 1) * pixels), i * pixels)
    for (let t = 1; t <= glimpses; t++)
      for (let k = 0; k < classes; k++) {
        const taken = (labelOf(i) + Number(isWrong(i))) % classes
        const sure = 0.1 + (0.81 * t) / glimpses
        logProbabilities[(i * glimpses + t - 1) * classes + k] = Math.log(k === taken ? sure : (1 - sure) / 9)
      }
  }
  const reading = {
    count,
    glimpses,
    channels,
    height,
    width,
    classes,
    ...(read && { read }),
    ...(readPatches && { readPatches }),
    logProbabilities,
  }
  return { reading, images, labels: Uint8Array.from({ length: count }, (_, i) => labelOf(i)) }
}

export function madeReadFrame(step: number, wanted: Made = {}): ReadFrame {
  const { reading, images, labels } = madeRead({ glimpses: 8, ...wanted })
  return { step, reading, targets: images, labels }
}

/** Curves of a classifier that learns. */
export function madeErrorCurves(steps: number): RunCurves {
  const { training, validation, glimpses, stepsPerEpoch } = madeCurves(steps)
  const loss = (at: Float64Array) => ({
    loss: at.map((step) => 0.1 + 2.2 * Math.exp(-step / 300)),
    error: at.map((step) => 0.03 + 0.87 * Math.exp(-step / 400)),
  })
  const { step, gradNorm, imagesPerSecond, seconds } = training
  return {
    training: { step, gradNorm, imagesPerSecond, seconds, ...loss(step) },
    validation: { step: validation.step, ...loss(validation.step) },
    glimpses: { step: glimpses.step.subarray(0, 0), nats: glimpses.nats.subarray(0, 0) },
    stepsPerEpoch,
  }
}

/** Of a run before its first step. */
export const noCurves = (): RunCurves => ({ ...emptyCurves(), stepsPerEpoch: 500 })

/** Curves of a run that learns: `steps` of training, a validation each hundred. Lz of T = 10 glimpses falls to a half each. */
export function madeCurves(steps: number): RunCurves {
  const noise = (step: number) => 1 + 0.06 * Math.sin(step * 12.9898) * Math.sin(step * 0.37)
  const lx = (step: number) => 75 + 460 * Math.exp(-step / 160) + 60 * Math.exp(-step / 1500)
  const lz = (step: number) => 24 * (1 - Math.exp(-step / 400)) + 0.3
  const training = Float64Array.from({ length: steps }, (_, i) => i + 1)
  const validation = training.filter((step) => step % 100 === 0)
  const loss = (at: Float64Array, factor: (step: number) => number) => ({
    step: at,
    bound: at.map((step) => (lx(step) + lz(step)) * factor(step)),
    lx: at.map((step) => lx(step) * factor(step)),
    lz: at.map((step) => lz(step) * factor(step)),
  })
  return {
    training: {
      ...loss(training, noise),
      gradNorm: training.map(() => 3),
      imagesPerSecond: training.map(() => 478),
      seconds: training.map((step) => step * 0.134),
    },
    validation: loss(validation, () => 1.02),
    glimpses: {
      step: validation,
      nats: Float64Array.from(
        { length: 10 * validation.length },
        (_, i) => (lz(validation[Math.floor(i / 10)] ?? NaN) * 0.5 ** (1 + (i % 10))) / (1 - 0.5 ** 10),
      ),
    },
    stepsPerEpoch: 500,
  }
}
