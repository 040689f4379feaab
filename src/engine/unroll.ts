import { dispose, tidy, type TensorContainer } from '@tensorflow/tfjs-core'

/** `step` T times over, disposing of everything but the state it returns. */
export function unroll<S extends object>(times: number, first: () => S, step: (state: S, t: number) => S): S {
  const run = (make: () => S): S => tidy(() => make() as TensorContainer) as S
  let state = run(first)
  for (let t = 0; t < times; t++) {
    const before = state
    state = run(() => step(before, t))
    dispose(before as TensorContainer)
  }
  return state
}
