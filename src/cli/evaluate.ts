import type { Command } from 'commander'
import { SPLITS, type SplitName } from '../data/dataset'
import { home } from '../host/home'
import type { CheckpointChoice } from '../studio/trainer'
import { checkpointChoice, oneOf, settingNumber, wholeNumber } from './arguments'
import { locateRun } from './locate'
import type { Output } from './output'
import { count, nats } from './words'
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
    .description('the variational bound on a split, in nats per image')
    .argument('<run>', 'folder, id or name of the run')
    .option('--split <name>', SPLITS.join(', '), oneOf(SPLITS), 'test')
    .option('--limit <n>', 'the first so many images only', wholeNumber(1, 10_000_000))
    .option('--seed <n>', 'of the noise ε and of dynamic pixels', settingNumber('seed'), 1)
    .option('--checkpoint <which>', 'latest, best or a step', checkpointChoice, 'latest')
    .action(async (given: string, { split, limit, seed, checkpoint }: Options) => {
      const { runs, library } = home()
      const run = locateRun(given, runs)
      const { dataset, settings } = run.manifest()
      const { pixels } = settings
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
      const { step, images, bound, lx, lz, natsPerGlimpse } = result
      output.tell(
        {
          event: 'done',
          run: run.folder,
          step,
          data: dataset.id,
          split,
          pixels,
          images,
          seed,
          bound,
          lx,
          lz,
          natsPerGlimpse,
        },
        [
          `${dataset.title}, ${split} split, ${pixels} pixels: ${count(images)} images, step ${count(step)}`,
          `L   ${nats(bound, 2)} nats per image (negative log-likelihood is at most this)`,
          `Lx  ${nats(lx, 2)}`,
          `Lz  ${nats(lz, 2)}: ${natsPerGlimpse.map((value) => nats(value, 2)).join(' ')} by glimpse`,
        ].join('\n'),
      )
    })
}
