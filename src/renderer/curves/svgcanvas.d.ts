declare module 'svgcanvas' {
  /** A 2-D context that writes down what is drawn as SVG. */
  export class Context {
    constructor(options: { width: number; height: number })
    getSerializedSvg(): string
  }
}
