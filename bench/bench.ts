import { Command } from 'commander'
import { NETWORKS } from './networks'
import { benchStep } from './step'

const program = new Command('bench').description('Measures Easel. Figures are of this machine, now.')
program
  .command('step')
  .description('One training step: ours and the peers taking turns')
  .option('--preset <name>', Object.keys(NETWORKS).join(', '), 'mnist')
  .option('--batch <images>', "instead of the preset's", Number)
  .option('--rounds <n>', 'turns each', Number, 20)
  .option(
    '--ours <forms...>',
    'compiled, plain (compiled without XLA), shards (compiled in two), eager, wasm, wasm-stock (plain tfjs)',
    ['compiled'],
  )
  .option('--peers <names...>', 'tf, jax, torch', ['tf', 'jax', 'torch'])
  .option('--python <path>', 'a Python that has the peers’ frameworks; none, no peers')
  .option('--scripts <folder>', 'where the peers are', '../shared/peers')
  .action(benchStep)
await program.parseAsync()
