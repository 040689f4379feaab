import type { Drawing, Reading } from './drawing'

/** Numbers of `count` images: each of its arrays begins with [count, …]. */
interface Stack {
  readonly count: number
}
type Numbers = Uint8Array | Float32Array
const isNumbers = (value: unknown): value is Numbers =>
  value instanceof Uint8Array || value instanceof Float32Array

const mapArrays = <S extends Stack>(stack: S, change: (array: Numbers, name: string) => Numbers): S =>
  Object.fromEntries(
    Object.entries(stack).map(([name, value]) => [name, isNumbers(value) ? change(value, name) : value]),
  ) as S

/** The first `count` of a drawing, or a reading. */
export const firstOf = <S extends Drawing | Reading>(stack: S, count: number): S =>
  count === stack.count
    ? stack
    : { ...mapArrays(stack, (all) => all.slice(0, (all.length / stack.count) * count)), count }

/** Several of one size as one. @throws RangeError when there is none */
export function joined<S extends Drawing | Reading>(stacks: readonly S[]): S {
  const [first] = stacks
  if (!first) throw new RangeError('There is nothing to join')
  if (stacks.length === 1) return first
  const all = mapArrays(first, (array, name) => {
    const arrays = stacks.map((stack) => Reflect.get(stack, name) as Numbers)
    const length = arrays.reduce((sum, each) => sum + each.length, 0)
    const whole = array instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length)
    let at = 0
    for (const each of arrays) {
      whole.set(each, at)
      at += each.length
    }
    return whole
  })
  return { ...all, count: stacks.reduce((sum, { count }) => sum + count, 0) }
}
