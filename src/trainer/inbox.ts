import { setImmediate } from 'node:timers/promises'
import type { Command } from '../studio/trainer'

type Kind = Command['kind']
type OfKind<K extends Kind> = Extract<Command, { kind: K }>

/** Commands as they come in. A training step blocks its thread, so they arrive only while {@link take} lets them. */
export class Inbox {
  private readonly commands: Command[] = []
  private wake: () => void = () => undefined

  constructor(port: { on(event: 'message', listener: (command: Command) => void): unknown }) {
    port.on('message', (command: Command) => {
      this.commands.push(command)
      this.wake()
    })
  }

  /** What has come since the last time. */
  async take(): Promise<Command[]> {
    await setImmediate()
    return this.commands.splice(0)
  }

  /** The first of `kinds` that has come; the others stay. */
  async find<K extends Kind>(...kinds: K[]): Promise<OfKind<K> | undefined> {
    await setImmediate()
    const place = this.commands.findIndex(({ kind }) => (kinds as Kind[]).includes(kind))
    return place < 0 ? undefined : (this.commands.splice(place, 1)[0] as OfKind<K>)
  }

  /** Waits for one of `kinds`; the others stay. */
  async await<K extends Kind>(...kinds: K[]): Promise<OfKind<K>> {
    for (;;) {
      const found = await this.find(...kinds)
      if (found) return found
      await new Promise<void>((resolve) => (this.wake = resolve))
    }
  }

  /** Aborted when a stop comes; for a job that is told nothing else. */
  stopSignal(): AbortSignal {
    const stop = new AbortController()
    this.wake = () => {
      if (this.commands.some(({ kind }) => kind === 'stop')) stop.abort()
    }
    return stop.signal
  }

  /** Waits for the next command. */
  async next(): Promise<Command[]> {
    if (this.commands.length === 0) await new Promise<void>((resolve) => (this.wake = resolve))
    return this.take()
  }
}
