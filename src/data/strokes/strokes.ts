import { generator } from '../../random/generator'
import { SPLITS, type Dataset, type ImageSet, type SplitName } from '../dataset'
import { inMemory } from '../imageSets'
import { GLYPHS } from './glyphs'
import { draw, rounded, SIDE } from './pen'

/** Changes when the drawings do: a stored copy of another version is drawn again. */
export const STROKES_VERSION = '1'
export const STROKES_COUNTS: Readonly<Record<SplitName, number>> = {
  train: 10_000,
  validation: 2_000,
  test: 2_000,
}
export const STROKES_CLASSES = GLYPHS.map(({ name }) => name)
const SEED = 1
const PIXELS = SIDE * SIDE

/**
 * Strokes: ten kinds of shapes drawn by a pen, made here so that there is something to learn from the first second.
 * Every image is a function of its split and place alone.
 */
export function strokes(): Dataset {
  return {
    id: 'strokes',
    title: 'Strokes',
    kind: 'grey',
    channels: 1,
    height: SIDE,
    width: SIDE,
    classes: STROKES_CLASSES,
    splits: Object.fromEntries(
      SPLITS.map((split): [SplitName, ImageSet] => {
        const { images, labels } = strokeImages(split, STROKES_COUNTS[split])
        return [split, inMemory(images, PIXELS, labels)]
      }),
    ) as Record<SplitName, ImageSet>,
  }
}

/** The first `count` images of a split, [count, 1, 28, 28]. */
export function strokeImages(split: SplitName, count: number): { images: Uint8Array; labels: Uint8Array } {
  const images = new Uint8Array(count * PIXELS)
  const labels = new Uint8Array(count)
  for (let i = 0; i < count; i++)
    labels[i] = drawGlyph(images.subarray(i * PIXELS, (i + 1) * PIXELS), split, i)
  return { images, labels }
}

/** Draws one image into `out` and gives its label. */
function drawGlyph(out: Uint8Array, split: SplitName, place: number): number {
  const hand = generator(SEED, `strokes ${split}`, place)
  const label = hand.below(GLYPHS.length)
  const glyph = GLYPHS[label] as (typeof GLYPHS)[number]
  const near = (mean: number, spread: number) => mean + spread * (2 * hand.uniform() - 1)

  const height = near(9, 1.2),
    width = height * near(0.9, 0.16),
    slant = near(0.12, 0.28),
    angle = 0.11 * hand.normal(),
    centreX = near((SIDE - 1) / 2, 1.4),
    centreY = near((SIDE - 1) / 2, 1.4),
    radius = near(1.25, 0.4)
  // A slow tremor bends the whole drawing a little.
  const tremor = near(0.35, 0.25),
    phaseX = near(0, Math.PI),
    phaseY = near(0, Math.PI)
  const cos = Math.cos(angle),
    sin = Math.sin(angle)

  const ink = new Float32Array(PIXELS)
  for (const stroke of glyph.strokes(hand)) {
    const path = rounded(stroke, glyph.cut)
    for (let i = 0; i < path.length; i += 2) {
      const x = width * ((path[i] as number) - slant * (path[i + 1] as number))
      const y = height * (path[i + 1] as number)
      path[i] = centreX + cos * x - sin * y + tremor * Math.sin(phaseX + 0.45 * y)
      path[i + 1] = centreY + sin * x + cos * y + tremor * Math.sin(phaseY + 0.45 * x)
    }
    draw(ink, path, radius, hand)
  }
  for (let i = 0; i < PIXELS; i++) out[i] = Math.round(255 * (ink[i] as number))
  return label
}
