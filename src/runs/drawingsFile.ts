import type { Album } from '../pictures/album'
import { finished } from '../pictures/finished'
import { drawingGif } from '../pictures/gif'
import { metaOf, numbersOf, type NumberArray } from '../pictures/numbers'
import { provenanceLines, provenanceText, type Provenance } from '../pictures/provenance'
import { picturePng, sheetPng } from '../pictures/sheet'
import { stripPng } from '../pictures/strip'
import { boxesSvg } from '../pictures/svg'
import { boxesCsv } from '../pictures/table'
import { drawingWebm } from '../pictures/video'
import { encodeSafetensors, type StoredTensor } from '../files/safetensors'
import { StudioError } from '../studio/api'
import type { ExportName, ExportOptions } from '../studio/exports'
import { writeNpz } from '../files/writeNpz'

const encoder = new TextEncoder()

/**
 * The bytes of a file of drawings. Equal drawings give equal bytes.
 * @param onFrame told before each frame of a video
 * @throws StudioError when the format holds one picture and there are more
 */
export async function drawingsFile(
  format: ExportName,
  album: Album,
  made: Provenance,
  options: ExportOptions,
  onFrame?: (done: number, total: number) => Promise<void>,
): Promise<Uint8Array> {
  const { drawing, nearest, columns } = album
  const { scale, seconds } = options
  const boxes = { read: options.boxes, write: options.boxes }
  const text = provenanceText(made)
  switch (format) {
    case 'sheet':
      return sheetPng(finished(drawing), { ...drawing, columns, scale, text, nearest: nearest?.images })
    case 'picture':
      if (drawing.count !== 1)
        throw new StudioError(
          `One PNG holds one picture, and these are ${drawing.count}`,
          'Choose a single drawing, or PNG sheet.',
        )
      return picturePng(finished(drawing), drawing, scale, text)
    case 'strip':
      return stripPng(drawing, { boxes, text, scale })
    case 'gif':
      return drawingGif(drawing, { boxes, columns, scale, seconds, text: provenanceLines(made) })
    case 'video':
      return drawingWebm(drawing, { boxes, columns, scale, seconds, text: tagsOf(text) }, onFrame)
    case 'svg':
      return encoder.encode(boxesSvg(album, made, options))
    case 'npz':
      return writeNpz({ ...numbersOf(album), meta: metaOf(made, album) })
    case 'safetensors':
      return encodeSafetensors(
        Object.fromEntries(Object.entries(numbersOf(album)).map(([name, array]) => [name, tensorOf(array)])),
        { format: 'easel-drawings-1', ...text },
      )
    case 'csv':
      return encoder.encode(boxesCsv(album, made))
    case 'weights':
    case 'tensorboard':
      throw new TypeError(`${format} is not made of drawings`)
  }
}

/** Matroska's tags are upper case. */
const tagsOf = (text: Record<string, string>) =>
  Object.fromEntries(Object.entries(text).map(([key, value]) => [key.toUpperCase(), value]))

export function tensorOf({ dtype, shape, data }: NumberArray): StoredTensor {
  switch (dtype) {
    case 'u1':
      return { dtype: 'U8', shape, data }
    case 'i4':
      return { dtype: 'I32', shape, data }
    case 'f4':
      return { dtype: 'F32', shape, data }
  }
}
