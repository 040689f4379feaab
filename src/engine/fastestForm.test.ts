import { expect, it } from 'vitest'
import { StudioError } from '../studio/api'
import { FastestForm, type Forms } from './fastestForm'
import type { LearnerState, Trainable } from './learner'

const TENSORFLOW = { name: 'tensorflow', device: 'CPU', version: '' } as const
const stateOf = (updates: number): LearnerState => ({ params: {}, m: {}, v: {}, updates })

/** Counts its updates; says what form it is of. */
class Counting implements Trainable {
  updates: number
  disposed = false
  constructor(
    readonly form: string,
    initial: LearnerState | number,
    private readonly refuse?: Error,
  ) {
    this.updates = typeof initial === 'number' ? 0 : initial.updates
  }
  step(): string {
    if (this.refuse) throw this.refuse
    this.updates++
    return this.form
  }
  withoutXla = (): string | undefined => undefined
  state = () => stateOf(this.updates)
  load = ({ updates }: LearnerState) => void (this.updates = updates)
  dispose = () => void (this.disposed = true)
}

const forms = (refuse?: Error): Forms<Counting> => ({
  compiled: (initial) => new Counting('compiled', initial, refuse),
  eager: (initial) => new Counting('eager', initial),
})
const step = (learner: Counting) => learner.step()

it('is compiled on tensorflow, eager on others', () => {
  expect(new FastestForm(TENSORFLOW, forms(), 1).step(step)).toBe('compiled')
  const wasm = new FastestForm({ ...TENSORFLOW, name: 'wasm' }, forms(), 1)
  expect(wasm.step(step)).toBe('eager')
  expect(wasm.slower).toBeUndefined()
})

it('goes on eagerly from where it was when the first step is refused, and says why', () => {
  const form = new FastestForm(TENSORFLOW, forms(new Error('no kernel')), stateOf(7))
  const compiled = form.now
  expect(form.step(step)).toBe('eager')
  expect(form.slower).toEqual({ form: 'not compiled', reason: 'no kernel' })
  expect(form.now.updates).toBe(8)
  expect(compiled.disposed).toBe(true)
})

it('is eager where nothing can be traced, and throws where the state is of another network', () => {
  const untraced = (error: Error): Forms<Counting> => ({
    ...forms(),
    compiled: () => {
      throw error
    },
  })
  const form = new FastestForm(TENSORFLOW, untraced(new Error('reads numbers')), 1)
  expect(form.slower).toEqual({ form: 'not compiled', reason: 'reads numbers' })
  expect(form.step(step)).toBe('eager')
  expect(() => new FastestForm(TENSORFLOW, untraced(new StudioError('another network')), 1)).toThrow(
    'another',
  )
})

it('hands on what is the caller’s mistake, and what fails later', () => {
  const wrong = new FastestForm(TENSORFLOW, forms(new RangeError('5 images')), 1)
  expect(() => wrong.step(step)).toThrow('5 images')
  expect(wrong.now.form).toBe('compiled')
  const later = new FastestForm(TENSORFLOW, forms(), 1)
  later.step(step)
  expect(() =>
    later.step(() => {
      throw new Error('out of memory')
    }),
  ).toThrow('out of memory')
  expect(later.slower).toBeUndefined()
})

it('says that XLA refused', () => {
  const form = new FastestForm(TENSORFLOW, forms(), 1)
  form.now.withoutXla = () => 'no XLA here'
  form.step(step)
  expect(form.slower).toEqual({ form: 'compiled without XLA', reason: 'no XLA here' })
})
