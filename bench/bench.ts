import { Command, Option } from 'commander'
import { benchData } from './data'
import { DEVICES } from './device'
import { benchGrowth } from './growth'
import { benchImport } from './import'
import { benchLive } from './live'
import { NETWORKS } from './networks'
import { Unmeasured } from './report'
import { benchSoak } from './soak'
import { benchStart } from './start'
import { benchStarts } from './starts'
import { benchStep, PRESETS } from './step'
import { SHELLS } from './studios'
import { RUN_PRESETS } from './trainings'
import { benchWindow } from './window'

const SHARED = process.env['EASEL_SHARED'] ?? '../shared'
const networks = Object.keys(NETWORKS).join(', ')
const runs = RUN_PRESETS.join(', ')

const program = new Command('bench').description(
  'Measures Easel. Figures are of this machine, now: compare only what took turns in one run.',
)
program
  .command('step')
  .description('one training step: ours, the peers and sgemm taking turns')
  .option('--preset <name>', Object.keys(PRESETS).join(', '), 'mnist')
  .option('--batch <images>', "instead of the preset's", Number)
  .option('--rounds <n>', 'turns each', Number, 20)
  .addOption(new Option('--device <name>', 'where all of them run').choices(DEVICES).default('cpu'))
  .option(
    '--ours <forms...>',
    'compiled, whole and halves (in one part, in two), plain (without XLA), eager, wasm, wasm-stock (plain tfjs)',
    ['compiled'],
  )
  .option('--peers <names...>', 'tf, jax, torch, all of them in their best mode; another as in torch:eager')
  .option('--python <path>', 'a Python that has the peers’ frameworks; none, no peers')
  .option('--scripts <folder>', 'where the peers are', `${SHARED}/peers`)
  .action(benchStep)
program
  .command('growth')
  .description('the compiled step at several numbers of glimpses and batches, taking turns')
  .option('--preset <name>', networks, 'mnist')
  .option('--glimpses <T...>', 'numbers of glimpses', ['16', '32', '64'])
  .option('--batches <images...>', 'batches', ['100', '400'])
  .option('--rounds <n>', 'turns each', Number, 10)
  .action(benchGrowth)
program
  .command('start')
  .description('from pressing Start to the first loss and the first canvas, in the built studio')
  .option('--preset <name>', "one of the studio's", 'mnist')
  .option('--rounds <n>', 'starts uncached and cached, each in a studio just opened', Number, 5)
  .option('--at-once', 'press Start while the New run view still measures', false)
  .addOption(new Option('--shell <name>', 'what shows the studio').choices(SHELLS).default('electron'))
  .option('--shared <folder>', 'holds data/binarized_mnist; where it does not, Strokes', SHARED)
  .action(benchStart)
program
  .command('live')
  .description('training watched at up to 10 frames a second against training unwatched, taking turns')
  .option('--preset <name>', runs, 'mnist')
  .option('--rounds <n>', 'stretches each', Number, 10)
  .option('--seconds <s>', 'a stretch of training', Number, 5)
  .action(benchLive)
program
  .command('window')
  .description(
    'the studio’s own window: opening a long run, moving through it, frames and clicks while it trains, memory',
  )
  .addOption(new Option('--shell <name>', 'what shows the studio').choices(SHELLS).default('electron'))
  .option('--preset <title>', 'what is trained on Strokes meanwhile', 'Laptop')
  .option('--seconds <s>', 'of frames', Number, 30)
  .option('--minutes <m>', 'of watching, for its memory', Number, 0)
  .option('--steps <n>', 'of the run that is opened', Number, 100_000)
  .option('--megabytes <n>', 'of its snapshots', Number, 500)
  .option('--opened <n>', 'times', Number, 5)
  .action(benchWindow)
program
  .command('import')
  .description('seconds and memory of importing data sets, each into an empty library')
  .argument('[paths...]', 'files and folders, each a data set; none: those of the shared folder')
  .option('--shared <folder>', 'holds data/', SHARED)
  .action(benchImport)
program
  .command('data')
  .description('what data cost a training step: from memory, or, of a large set, from disk, warm and cold')
  .option('--preset <name>', networks, 'svhn')
  .option('--images <n>', 'in the set', Number, 100_000)
  .option('--rounds <n>', 'steps of each', Number, 20)
  .action(benchData)
program
  .command('soak')
  .description('memory of one long training')
  .option('--preset <name>', runs, 'small')
  .option('--steps <n>', 'how long', Number, 20_000)
  .option('--watched', 'with frames taken as they come', false)
  .action(benchSoak)
program
  .command('starts')
  .description('starts and ends of a training worker: crashes and lost outputs')
  .option('--starts <n>', 'how many', Number, 500)
  .option('--each <n>', 'starts in one process before it ends', Number, 10)
  .option('--steps <n>', 'steps of each', Number, 3)
  .option('--shards <n>', 'parts a batch is computed in, side by side', Number, 2)
  .action(benchStarts)

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof Unmeasured)) throw error
  console.error(error.message)
  // Contenders that wait for their turn would keep this process.
  process.exit(1)
}
