import { firstPlaces, type View } from '../data/view'

/** Images to be measured, in one size of batch so that an engine compiles one only. */
export interface Whole {
  /** [B, C, H, W]; what is missing in the last is black, and not to be counted. */
  readonly x: Float32Array
  /** Places of those that count. */
  readonly which: readonly number[]
  /** How many have been given, these among them. */
  readonly done: number
}

/** The first `count` images of `view`, or all of them, `batch` at a time. */
export async function* wholeBatches(view: View, count: number, batch: number): AsyncGenerator<Whole> {
  const places = firstPlaces(view, count)
  for (let begin = 0; begin < places.length; begin += batch) {
    const which = places.slice(begin, begin + batch)
    const x = new Float32Array(batch * view.size)
    x.set(await view.fixed(which))
    yield { x, which, done: begin + which.length }
  }
}
