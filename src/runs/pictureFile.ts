import { finished } from '../pictures/finished'
import { drawingGif } from '../pictures/gif'
import { numbersOf } from '../pictures/numbers'
import { provenanceText, type Provenance } from '../pictures/provenance'
import { sheetPng } from '../pictures/sheet'
import { stripPng } from '../pictures/strip'
import type { PictureFormat } from '../studio/drawing'
import type { SampleResult } from '../studio/trainer'
import { writeNpz } from './npz'

/**
 * The bytes of a file that shows `sample`. Sheets and NPZ hold the nearest training images it has, film strips and
 * GIFs its `boxes`. Equal samples give equal bytes.
 */
export function pictureFile(
  format: PictureFormat,
  { drawing, nearest }: SampleResult,
  provenance: Provenance,
  boxes: boolean,
): Uint8Array {
  const text = provenanceText(provenance)
  const windows = { read: boxes, write: boxes }
  switch (format) {
    case 'sheet':
      return sheetPng(finished(drawing), { ...drawing, text, ...(nearest && { nearest: nearest.images }) })
    case 'strip':
      return stripPng(drawing, { boxes: windows, text })
    case 'gif':
      return drawingGif(drawing, { boxes: windows, text: lines(text) })
    case 'npz':
      return writeNpz(numbersOf(drawing, provenance, nearest))
  }
}

const lines = (text: Record<string, string>) =>
  Object.entries(text)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')
