import { REQUESTS, StudioError, type RequestName, type Studio, type StudioEvent, type Wire } from './api'

export interface Connection {
  readonly studio: Studio
  /** Returns what stops listening. */
  onEvent(listener: (event: StudioEvent) => void): () => void
  onClose(listener: () => void): void
}

/** The window's end of a wire: each request is a promise, answered by number. */
export function connectStudio(wire: Wire): Connection {
  const waiting = new Map<
    number,
    { resolve: (body: unknown) => void; reject: (error: StudioError) => void }
  >()
  const listeners = new Set<(event: StudioEvent) => void>()
  let last = 0
  let closed = false
  const lost = () => new StudioError('The studio has stopped.', 'Start it again; runs are safe on disk.')

  wire.onPacket((packet) => {
    if (packet.kind === 'event') for (const listener of listeners) listener(packet.event)
    else if (packet.kind !== 'request') {
      const request = waiting.get(packet.id)
      waiting.delete(packet.id)
      if (packet.kind === 'reply') request?.resolve(packet.body)
      else request?.reject(new StudioError(packet.message, packet.remedy))
    }
  })
  wire.onClose(() => {
    closed = true
    for (const { reject } of waiting.values()) reject(lost())
    waiting.clear()
  })

  const request = (name: RequestName) => (body: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      if (closed) return reject(lost())
      const id = ++last
      waiting.set(id, { resolve, reject })
      wire.send({ kind: 'request', id, name, body })
    })
  const names = Object.keys(REQUESTS) as RequestName[]
  return {
    studio: Object.fromEntries(names.map((name) => [name, request(name)])) as unknown as Studio,
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onClose: (listener) => wire.onClose(listener),
  }
}
