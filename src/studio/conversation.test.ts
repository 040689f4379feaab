import { describe, expect, it } from 'vitest'
import { StudioError, type Packet, type Studio, type StudioEvent, type Wire } from './api'
import { connectStudio } from './client'
import { decodePacket, encodePacket } from './codec'
import { answer } from './server'

/** Two ends of a road over which packets travel as bytes, like a socket. */
function road(): [Wire & { close(): void }, Wire] {
  const listeners: [((packet: Packet) => void)[], (() => void)[]][] = [
    [[], []],
    [[], []],
  ]
  const end = (mine: 0 | 1): Wire & { close(): void } => ({
    send: (packet) => {
      const bytes = encodePacket(packet)
      queueMicrotask(() => listeners[1 - mine]?.[0].forEach((listen) => listen(decodePacket(bytes))))
    },
    onPacket: (listener) => void listeners[mine]?.[0].push(listener),
    onClose: (listener) => void listeners[mine]?.[1].push(listener),
    close: () => listeners[mine]?.[1].forEach((listen) => listen()),
  })
  return [end(0), end(1)]
}

const serve = (studio: Partial<Studio>) => {
  const [window, host] = road()
  const faults: unknown[] = []
  const refused: string[] = []
  answer(
    host,
    studio as Studio,
    (error) => faults.push(error),
    (name, { message }) => refused.push(`${name}: ${message}`),
  )
  return { ...connectStudio(window), window, host, faults, refused }
}

describe('the conversation between a window and the studio', () => {
  it('answers each request with its own reply, also out of order', async () => {
    const gates: (() => void)[] = []
    const { studio } = serve({
      rename: ({ name }) => new Promise((resolve) => gates.push(() => resolve(name as unknown as null))),
    })
    const replies = Promise.all([
      studio.rename({ run: 'a', name: 'first' }),
      studio.rename({ run: 'a', name: 'second' }),
    ])
    while (gates.length < 2) await new Promise((resolve) => setTimeout(resolve))
    gates.reverse().forEach((open) => open())
    expect(await replies).toEqual(['first', 'second'])
  })

  it('carries typed arrays whole', async () => {
    const frame = { canvases: Uint8Array.of(0, 128, 255), read: Float32Array.of(1.5, NaN, -Infinity) }
    const { studio } = serve({ snapshot: () => Promise.resolve(frame as never) })
    expect(await studio.snapshot({ run: 'a', step: 1 })).toEqual(frame)
  })

  it('gives each array a buffer of its own, so that curves may grow in place', async () => {
    const step = Float64Array.of(1, 2, 3)
    const { studio } = serve({ curves: () => Promise.resolve({ training: { step } } as never) })
    const { training } = await studio.curves({ run: 'a' })
    expect(training.step).toEqual(step)
    expect(training.step.buffer.byteLength).toBe(24)
  })

  it('refuses a request that does not fit its schema, naming the field, before the studio sees it', async () => {
    const { studio } = serve({ rename: () => Promise.reject(new Error('was called')) })
    await expect(studio.rename({ run: 'a', name: '  ' })).rejects.toThrow('A run needs a name')
    await expect(studio.rename({ run: '../../etc', name: 'x' })).rejects.toThrow(StudioError)
  })

  it('carries errors whole and reports only the unforeseen as faults', async () => {
    const { studio, faults, refused } = serve({
      runs: () => Promise.reject(new StudioError('run.json is empty', 'Delete the folder.')),
      hello: () => Promise.reject(new TypeError('oops')),
    })
    await expect(studio.runs({})).rejects.toMatchObject({
      message: 'run.json is empty',
      remedy: 'Delete the folder.',
    })
    expect(faults).toHaveLength(0)
    await expect(studio.hello({})).rejects.toThrow('oops')
    expect(faults).toHaveLength(1)
    expect(refused).toEqual(['runs: run.json is empty'])
  })

  it('tells events to every listener until it stops listening', async () => {
    const { host, onEvent } = serve({})
    const heard: StudioEvent[] = []
    const stop = onEvent((event) => heard.push(event))
    host.send({ kind: 'event', event: { kind: 'runs' } })
    await new Promise((resolve) => setTimeout(resolve))
    stop()
    host.send({ kind: 'event', event: { kind: 'runs' } })
    await new Promise((resolve) => setTimeout(resolve))
    expect(heard).toEqual([{ kind: 'runs' }])
  })

  it('rejects what is waiting when the wire closes, and everything after', async () => {
    const { studio, window } = serve({ hello: () => new Promise(() => {}) })
    const waiting = studio.hello({})
    window.close()
    await expect(waiting).rejects.toThrow('The studio has stopped')
    await expect(studio.runs({})).rejects.toThrow('The studio has stopped')
  })
})
