/** The part of gifenc 1.0 that is used; the package brings no types. */
declare module 'gifenc' {
  type Colour = readonly [red: number, green: number, blue: number]
  interface FrameOptions {
    /** Needed by the first frame; a later frame without one uses the first's. */
    palette?: readonly Colour[] | null
    /** Milliseconds, kept in hundredths of a second. */
    delay?: number
  }
  interface Encoder {
    writeFrame(index: Uint8Array, width: number, height: number, options: FrameOptions): void
    finish(): void
    bytes(): Uint8Array
  }
  export function GIFEncoder(): Encoder
  /** At most `colours` colours for `rgba`, as [r, g, b]. */
  export function quantize(rgba: Uint8Array, colours: number): [number, number, number][]
  /** The index of the nearest colour for each pixel. */
  export function applyPalette(rgba: Uint8Array, palette: readonly Colour[]): Uint8Array
}
