/** A piece of a formula, set on the line, below or above it. */
export interface Piece {
  readonly text: string
  readonly level: 'on' | 'below' | 'above'
}

/** `x̂_t`, `h^{dec}_{t−1}` → pieces: `_` and `^` move the next character, with its accents, or what braces hold. */
export function piecesOf(maths: string): Piece[] {
  const pieces: Piece[] = []
  for (const [, mark, held, one, plain] of maths.matchAll(/([_^])(?:\{([^}]*)\}|(.\p{M}*))|([^_^]+)/gu)) {
    if (plain !== undefined) pieces.push({ text: plain, level: 'on' })
    else pieces.push({ text: held ?? one ?? '', level: mark === '_' ? 'below' : 'above' })
  }
  return pieces
}

/** The same read out. */
export const spoken = (maths: string): string =>
  piecesOf(maths)
    .map(({ text, level }) => (level === 'on' ? text : ` ${text} `))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
