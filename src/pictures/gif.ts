import { applyPalette, GIFEncoder, quantize } from 'gifenc'
import type { Drawing } from '../studio/drawing'
import { READ_GREEN, WRITE_RED } from './box'
import { withComment } from './gifComment'
import { HELD, playing, type Played } from './playing'
import { GROUND, type Raster, type Rgb } from './raster'

const SPECIAL = [GROUND, READ_GREEN, WRITE_RED]
const LEVELS = 256 - SPECIAL.length

/**
 * A grid of drawings played through t = 1 … T as GIF, then c_T alone, held; it repeats. Greys are exact to
 * 1/252, colours chosen from the finished pictures.
 */
export function drawingGif(drawing: Drawing, { text, ...played }: Played & { text: string }): Uint8Array {
  const film = playing(drawing, played, 112, 800)
  const finished = film.finished()
  const { palette, indexed } = drawing.channels === 1 ? greys() : colours(finished)
  const gif = GIFEncoder()
  for (let t = 0; t < drawing.glimpses; t++) {
    const raster = film.frame(t)
    gif.writeFrame(indexed(raster), raster.width, raster.height, {
      palette: t === 0 ? palette : null,
      delay: film.delay,
    })
  }
  gif.writeFrame(indexed(finished), finished.width, finished.height, { delay: HELD })
  gif.finish()
  return withComment(gif.bytes(), text)
}

interface Indexing {
  palette: Rgb[]
  /** Palette indices, [height · width]. */
  indexed: (raster: Raster) => Uint8Array
}

const key = (red: number, green: number, blue: number) => (red << 16) | (green << 8) | blue
const specialIndex = new Map(SPECIAL.map(([r, g, b], i) => [key(r, g, b), LEVELS + i]))

function greys(): Indexing {
  const palette = Array.from({ length: LEVELS }, (_, i): Rgb => {
    const level = Math.round((i * 255) / (LEVELS - 1))
    return [level, level, level]
  })
  const levelOf = Uint8Array.from({ length: 256 }, (_, value) => Math.round((value * (LEVELS - 1)) / 255))
  const indexed = ({ data }: Raster) => {
    const out = new Uint8Array(data.length / 3)
    for (let i = 0; i < out.length; i++) {
      const [red, green, blue] = [data[3 * i] as number, data[3 * i + 1] as number, data[3 * i + 2] as number]
      const level = levelOf[red] as number
      out[i] = red === green && green === blue ? level : (specialIndex.get(key(red, green, blue)) ?? level)
    }
    return out
  }
  return { palette: [...palette, ...SPECIAL], indexed }
}

function colours(finished: Raster): Indexing {
  const chosen = quantize(rgba(finished), LEVELS)
  const palette = [...chosen, ...SPECIAL]
  return { palette, indexed: (raster) => applyPalette(rgba(raster), palette) }
}

function rgba({ data }: Raster): Uint8Array {
  const out = new Uint8Array((data.length / 3) * 4).fill(255)
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    out[to] = data[from] as number
    out[to + 1] = data[from + 1] as number
    out[to + 2] = data[from + 2] as number
  }
  return out
}
