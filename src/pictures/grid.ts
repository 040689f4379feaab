/** Columns of a grid as square as it can be. */
export const squareColumns = (count: number): number => Math.ceil(Math.sqrt(count))

/**
 * Whole pixels by which images of `side` pixels are enlarged: to about `image` pixels each, and a row of
 * `columns` to no more than `row`.
 */
export const enlargement = (side: number, columns: number, image: number, row: number): number =>
  Math.max(1, Math.min(Math.round(image / side), Math.floor(row / (columns * side))))
