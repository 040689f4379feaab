import { describe, expect, it } from 'vitest'
import { prepareTensorFlow } from './environment'
import { bestEngine } from './statuses'

const prepared = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  prepareTensorFlow(environment)
  return environment
}

describe.skipIf(bestEngine() !== 'tensorflow')('prepareTensorFlow', () => {
  const none = { EASEL_GRAPH_CACHE: 'none' }

  it('asks XLA for wide vectors, beside what it is asked already', () => {
    expect(prepared({ ...none })['XLA_FLAGS']).toBe('--xla_cpu_prefer_vector_width=512')
    expect(prepared({ ...none, XLA_FLAGS: '--a=1' })['XLA_FLAGS']).toBe(
      '--a=1 --xla_cpu_prefer_vector_width=512',
    )
  })

  it('leaves what the user chose, and asks once', () => {
    const chosen = '--xla_cpu_prefer_vector_width=256'
    expect(prepared({ ...none, XLA_FLAGS: chosen })['XLA_FLAGS']).toBe(chosen)
    const once = prepared({ ...none })
    expect(prepared({ ...once })).toEqual(once)
  })
})
