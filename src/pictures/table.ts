import { BOX } from '../studio/drawing'
import { codeOf } from '../studio/plan'
import type { Album } from './album'
import type { Provenance } from './provenance'

/** A cell of RFC 4180, quoted where it must be. */
const cell = (value: string | number): string => {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
/** The shortest digits that are this F32 again. */
export const short = (value: number): string => String(Number(value.toPrecision(9)))

/** Lines of cells as CSV, its header first. */
export const csv = (header: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')

/** Columns that say in every line what made the file: comments would be no CSV. */
export const MADE = ['run', 'easel', 'command'] as const
export const madeCells = ({ run, version, command }: Provenance): string[] => [run, version, command]

const SIDES = ['read', 'write'] as const

/** A line for each glimpse: where was read and written (pixels, γ), and the nats it added where that is known. */
export function boxesCsv({ drawing, items }: Album, made: Provenance): string {
  const { glimpses, nats } = drawing
  const sides = SIDES.filter((side) => drawing[side])
  const header = [
    'drawing',
    'checkpoint',
    'point',
    'seed',
    'glimpse',
    ...sides.flatMap((side) => BOX.map((name) => `${side}_${name}`)),
    ...(nats ? ['nats'] : []),
    ...MADE,
  ]
  const rows = items.flatMap(({ checkpoint, point }, i) =>
    Array.from({ length: glimpses }, (_, t) => {
      const place = i * glimpses + t
      const boxes = sides.flatMap((side) =>
        Array.from(drawing[side]?.subarray(place * BOX.length, (place + 1) * BOX.length) ?? [], short),
      )
      const seed = 'seed' in point ? point.seed : ''
      return [
        i + 1,
        checkpoint,
        codeOf(point),
        seed,
        t + 1,
        ...boxes,
        ...(nats ? [short(nats[place] as number)] : []),
        ...madeCells(made),
      ]
    }),
  )
  return csv(header, rows)
}
