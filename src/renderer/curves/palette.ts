/** Runs that have a colour of their own; tokens.css has them as --run-1 … */
export const RUN_COLOURS = 10

/** The colours of a chart, as a canvas takes them. */
export interface Palette {
  readonly panel: string
  readonly ink: string
  readonly muted: string
  readonly line: string
  readonly accent: string
  readonly wash: string
  readonly training: string
  readonly validation: string
  readonly runs: readonly string[]
  readonly font: string
}

/** As the theme has them now. @param element in the page */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    panel: token('--panel'),
    ink: token('--ink'),
    muted: token('--muted'),
    line: token('--line'),
    accent: token('--accent'),
    wash: token('--accent-wash'),
    training: token('--training'),
    validation: token('--validation'),
    runs: Array.from({ length: RUN_COLOURS }, (_, i) => token(`--run-${i + 1}`)),
    font: style.fontFamily,
  }
}

/** A run alone tells training and validation apart by colour; several are told apart by it themselves. */
export const colourOf = (
  palette: Palette,
  run: number,
  of: number,
  kind: 'training' | 'validation',
): string => (of === 1 ? palette[kind] : (palette.runs[run % RUN_COLOURS] ?? palette.ink))
