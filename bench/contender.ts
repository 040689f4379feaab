import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'

/** What one step took. */
export interface Taken {
  readonly name: string
  readonly ms: number
  readonly loss: number
  /** Peak resident set so far, MB. */
  readonly rss: number
}

/** A process that takes one step for every line it is sent, so that contenders can take turns. */
export class Contender {
  private readonly lines: AsyncIterator<string>
  private constructor(
    readonly title: string,
    private readonly child: ChildProcess,
    lines: Interface,
  ) {
    this.lines = lines[Symbol.asyncIterator]()
  }

  /** @returns the contender, and its first step, which compiles */
  static async start(title: string, command: string, args: string[]): Promise<[Contender, Taken]> {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] })
    const contender = new Contender(title, child, createInterface({ input: child.stdout }))
    return [contender, await contender.answer()]
  }

  step(): Promise<Taken> {
    this.child.stdin?.write('\n')
    return this.answer()
  }

  async stop(): Promise<void> {
    this.child.stdin?.end()
    if (this.child.exitCode === null) await once(this.child, 'exit')
  }

  private async answer(): Promise<Taken> {
    for (;;) {
      const { value, done } = await this.lines.next()
      if (done) throw new Error(`${this.title} ended: run ${this.child.spawnargs.join(' ')} to see why`)
      if (value.startsWith('{')) return JSON.parse(value) as Taken
    }
  }
}
