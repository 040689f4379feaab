import { CommanderError } from 'commander'
import { StudioError } from '../studio/api'
import { INTERRUPTED, Interrupted } from './interrupt'
import { createOutput, type Output } from './output'
import { createProgram } from './program'
import { WrongArguments } from './wrongArguments'

const FAILED = 1
const WRONG_ARGUMENTS = 2

/** Runs one command line. @returns its exit code: 0, 1 failed, 2 wrong arguments, 130 interrupted */
export async function run(args: readonly string[]): Promise<number> {
  const json = args.includes('--json')
  const output = createOutput(json, process)
  // A reader that went away (`easel runs | head`) is no fault; `train` keeps its run before it ends.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    if (!process.emit('SIGPIPE', 'SIGPIPE')) process.exit(0)
  })
  let code = 0
  const program = createProgram(output, (finished) => {
    code = finished
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    return explain(error, json, output)
  }
}

function explain(error: unknown, json: boolean, output: Output): number {
  if (error instanceof CommanderError) {
    // Help and the version were asked for; wrong arguments commander has told of on stderr already.
    if (error.exitCode === 0) return 0
    const words =
      error.code === 'commander.help'
        ? 'A command is missing.\nSee easel --help.'
        : error.message.replace(/^error: /, '')
    const [message = '', ...remedy] = words.split('\n')
    if (json) output.tell({ event: 'error', message, remedy: remedy.join(' ') })
    return WRONG_ARGUMENTS
  }
  if (error instanceof StudioError) {
    output.fail(error.message, error.remedy)
    return error instanceof WrongArguments
      ? WRONG_ARGUMENTS
      : error instanceof Interrupted
        ? INTERRUPTED
        : FAILED
  }
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof Error && error.stack) output.say(error.stack)
  output.fail(message, 'This is a fault of Easel: please report it with the lines above.')
  return FAILED
}
