import type { Size } from './attention'
import type { Lit } from './bench.svelte'
import type { StageLayout } from './stage'

/** On black in both themes. */
const QUIET = '#9aa0a6'
const LOUD = '#ffffff'

/** The axes of the filterbanks: filters from 1 to N, pixels from 1 to A or B; frames around what is pointed at. */
export function paintWords(
  context: CanvasRenderingContext2D,
  { ratio, picture, x, y }: StageLayout,
  { height, width }: Size,
  n: number,
  lit: Lit,
): void {
  const small = `${12 * ratio}px system-ui, sans-serif`
  const gap = 4 * ratio
  const write = (
    words: string,
    left: number,
    top: number,
    align: CanvasTextAlign,
    baseline: CanvasTextBaseline,
  ) => {
    context.font = small
    context.textAlign = align
    context.textBaseline = baseline
    context.fillText(words, left, top)
  }
  context.save()
  context.fillStyle = QUIET
  // F_X: a row a filter, a column a pixel.
  write('1', x.x - gap, x.y, 'right', 'top')
  if (n > 1) write(String(n), x.x - gap, x.y + x.tall, 'right', 'bottom')
  write('1', x.x, x.y - gap, 'left', 'bottom')
  write(`pixel ${width}`, x.x + x.wide, x.y - gap, 'right', 'bottom')
  // F_Yᵀ: a column a filter, a row a pixel.
  write('1', y.x, y.y + y.tall + gap, 'left', 'top')
  if (n > 1) write(String(n), y.x + y.wide, y.y + y.tall + gap, 'right', 'top')
  write('1', y.x - gap, y.y, 'right', 'top')
  write(String(height), y.x - gap, y.y + y.tall, 'right', 'bottom')
  name(context, 'F', 'X', '', {
    left: x.x - 3 * gap - 14 * ratio,
    middle: x.y + x.tall / 2,
    ratio,
    lit: lit.term === 'FX',
  })
  name(context, 'F', 'Y', 'T', {
    left: y.x + y.wide / 2 - 8 * ratio,
    middle: y.y - 12 * ratio,
    ratio,
    lit: lit.term === 'FY',
  })
  context.strokeStyle = LOUD
  context.lineWidth = 1.5 * ratio
  if (lit.i !== undefined && lit.i <= n)
    context.strokeRect(x.x, x.y + ((lit.i - 1) * x.tall) / n, x.wide, x.tall / n)
  else if (lit.term === 'FX') context.strokeRect(x.x, x.y, x.wide, x.tall)
  if (lit.j !== undefined && lit.j <= n)
    context.strokeRect(y.x + ((lit.j - 1) * y.wide) / n, y.y, y.wide / n, y.tall)
  else if (lit.term === 'FY') context.strokeRect(y.x, y.y, y.wide, y.tall)
  context.strokeStyle = '#3a3f45'
  context.lineWidth = ratio
  context.strokeRect(picture.x - ratio / 2, picture.y - ratio / 2, picture.wide + ratio, picture.tall + ratio)
  context.restore()
}

/** A matrix's name, as mathematics is set. */
function name(
  context: CanvasRenderingContext2D,
  letter: string,
  below: string,
  above: string,
  { left, middle, ratio, lit }: { left: number; middle: number; ratio: number; lit: boolean },
): void {
  const set = (words: string, size: number, drop: number, at: number) => {
    context.font = `italic ${size * ratio}px 'STIX Two Text', Cambria, Georgia, 'DejaVu Serif', serif`
    context.fillText(words, at, middle + drop * ratio)
    return at + context.measureText(words).width
  }
  context.fillStyle = lit ? LOUD : QUIET
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  const after = set(letter, 16, 0, left)
  set(below, 12, 5, after)
  if (above) set(above, 12, -6, after + 2 * ratio)
}
