import type { Command } from 'commander'
import { ENGINES, type EngineName } from '../studio/run'
import { oneOf, wholeNumber } from './arguments'

interface Options {
  read?: number
  write?: number
  attention: boolean
  engine?: EngineName
}

export function parityCommand(program: Command): void {
  program
    .command('parity')
    .description("take the steps of another program's dump and compare: one JSON line")
    .argument('<file>', 'an .npz file, or a classifier’s .safetensors')
    .option('--read <n>', 'the read window the file should have', wholeNumber(1, 64))
    .option('--write <n>', 'the write window it should have', wholeNumber(1, 64))
    .option('--no-attention', 'it should have no attention')
    .option('--engine <name>', `${ENGINES.join(', ')}; the best of this machine otherwise`, oneOf(ENGINES))
    .action(async (file: string, options: Options) => {
      // Loads tfjs, which no other command needs in this thread.
      const { parity } = await import('./parity')
      process.stdout.write(`${JSON.stringify(await parity({ file, ...options }))}\n`)
    })
}
