import { setImmediate } from 'node:timers/promises'
import type { Command } from '../studio/trainer'

/** Commands as they come in. A training step blocks its thread, so they arrive only while {@link take} lets them. */
export class Inbox {
  private commands: Command[] = []
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

  /** A stop that has come and is not taken yet; it stays. */
  async stop(): Promise<Extract<Command, { kind: 'stop' }> | undefined> {
    await setImmediate()
    return this.commands.find((command) => command.kind === 'stop')
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
