import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'
import { Unmeasured } from './report'

/** What one step took. */
export interface Taken {
  /** What runs, by its own word; that of a peer ends with its device: jax-0.10.2-cpu. */
  readonly name: string
  /** "CPU", "NVIDIA …"; peers say it in their name. */
  readonly device?: string
  readonly ms: number
  /** Peak resident set so far, MB. */
  readonly rss: number
}

/** A contender that could not be started, or ended before its time. */
export class Ended extends Unmeasured {}

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

  /** @returns the contender, and its first step, which compiles @throws Ended */
  static async start(
    title: string,
    command: string,
    args: string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<[Contender, Taken]> {
    const child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, ...env },
    })
    await once(child, 'spawn').catch((error: unknown) => {
      throw new Ended(`${title} cannot be started: ${String(error)}.`)
    })
    const contender = new Contender(title, child, createInterface({ input: child.stdout }))
    return [contender, await contender.answer()]
  }

  step(): Promise<Taken> {
    this.child.stdin?.write('\n')
    return this.answer()
  }

  async stop(): Promise<void> {
    this.child.stdin?.end()
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit')
  }

  private async answer(): Promise<Taken> {
    for (;;) {
      const { value, done } = await this.lines.next()
      if (done) throw new Ended(`${this.title} ended; \`${this.child.spawnargs.join(' ')}\` says why.`)
      if (value.startsWith('{')) return JSON.parse(value) as Taken
    }
  }
}

export interface Entered {
  readonly contender: Contender
  readonly first: Taken
  readonly steps: Taken[]
}

/** Starts a contender and lets it take one step more to warm up. */
export async function enter(...start: Parameters<typeof Contender.start>): Promise<Entered> {
  const [contender, first] = await Contender.start(...start)
  await contender.step()
  return { contender, first, steps: [] }
}

/** `rounds` steps of each, in turn: only what ran side by side is compared. Ends them. */
export async function takeTurns(entered: readonly Entered[], rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++)
    for (const { contender, steps } of entered) steps.push(await contender.step())
  await Promise.all(entered.map(({ contender }) => contender.stop()))
}

export const milliseconds = ({ steps }: Entered): number[] => steps.map(({ ms }) => ms)
