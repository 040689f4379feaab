import type { Command } from 'commander'
import { SPLITS, type SplitName } from '../data/dataset'
import { home } from '../host/home'
import { amount } from '../studio/losses'
import { variantOf } from '../studio/settings'
import type { BoundResult, ErrorResult } from '../studio/run'
import type { CheckpointChoice } from '../studio/trainer'
import { checkpointChoice, oneOf, settingNumber, wholeNumber } from './arguments'
import { locateRun } from './locate'
import type { Output } from './output'
import { count, nats, table } from './words'
import { work } from './work'

interface Options {
  split: SplitName
  limit?: number
  seed: number
  checkpoint: CheckpointChoice
}

export function evaluateCommand(program: Command, output: Output): void {
  program
    .command('evaluate')
    .description('the variational bound on a split, in nats per image; or a classifier’s error')
    .argument('<run>', 'folder, id or name of the run')
    .option('--split <name>', SPLITS.join(', '), oneOf(SPLITS), 'test')
    .option('--limit <n>', 'the first so many images only', wholeNumber(1, 10_000_000))
    .option('--seed <n>', 'of the noise ε and of dynamic pixels', settingNumber('seed'), 1)
    .option('--checkpoint <which>', 'latest, best or a step', checkpointChoice, 'latest')
    .action(async (given: string, { split, limit, seed, checkpoint }: Options) => {
      const { runs, library } = home()
      const run = locateRun(given, runs)
      const { dataset, settings } = run.manifest()
      const { pixels, scene } = settings
      const result = await work(
        {
          kind: 'evaluate',
          run: run.folder,
          library,
          checkpoint: run.choose(checkpoint),
          split,
          seed,
          ...(limit !== undefined && { limit }),
        },
        'image',
        output,
      )
      const { step, images, result: found } = result
      const variant = variantOf(settings)
      run.evaluated({ step, split, images, variant, seed, created: new Date().toISOString(), result: found })
      output.tell(
        {
          event: 'done',
          run: run.folder,
          step,
          data: dataset.id,
          split,
          scene,
          pixels,
          images,
          seed,
          ...found,
        },
        [
          `${dataset.title}, ${split} split, ${variant}: ${count(images)} images, step ${count(step)}`,
          ...(found.task === 'draw'
            ? boundWords(found, dataset.channels)
            : errorWords(found, dataset.classes)),
        ].join('\n'),
      )
    })
}

const boundWords = ({ bound, lx, lz, natsPerGlimpse }: BoundResult, channels: number): string[] => [
  `L   ${nats(bound, 2)} nats per image (${
    channels === 1
      ? 'negative log-likelihood is at most this'
      : 'the paper’s cost: each channel an independent Bernoulli, no true likelihood'
  })`,
  `Lx  ${nats(lx, 2)}`,
  `Lz  ${nats(lz, 2)}: ${natsPerGlimpse.map((value) => nats(value, 2)).join(' ')} by glimpse`,
]

const errorWords = (
  { loss, error, errorPerGlimpse, confusion }: ErrorResult,
  classes: readonly string[],
): string[] => [
  `Error  ${amount('error', error, 2)}: ${errorPerGlimpse.map((value) => amount('error', value)).join(' ')} by glimpse`,
  `Loss   ${amount('loss', loss)} per image (cross-entropy after the last glimpse)`,
  'Confusion: what images of a class, by rows, were taken for',
  table(
    ['', ...classes],
    confusion.map((row, k) => [classes[k] ?? '', ...row.map((times) => (times === 0 ? '·' : count(times)))]),
  ),
]
