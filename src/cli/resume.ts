import type { Command } from 'commander'
import { home } from '../host/home'
import { holderOf, taken } from '../runs/lock'
import type { CheckpointChoice } from '../studio/trainer'
import { architectureOf, parametersOf } from '../trainer/architecture'
import { startWorker } from '../trainer/start'
import { checkpointChoice, settingNumber } from './arguments'
import { follow } from './follow'
import { locateRun, placeOf } from './locate'
import type { Output } from './output'
import { count } from './words'

export function resumeCommand(program: Command, output: Output, finish: (code: number) => void): void {
  program
    .command('resume')
    .description('train a run on from a checkpoint')
    .argument('<run>', 'folder, id or name of the run')
    .requiredOption('--steps <n>', 'how many more', settingNumber('steps'))
    .option('--checkpoint <which>', 'latest, best or a step', checkpointChoice, 'latest')
    .action(async (given: string, options: { steps: number; checkpoint: CheckpointChoice }) => {
      const { runs, library } = home()
      const run = locateRun(given, runs)
      const holder = holderOf(run.folder)
      if (holder) throw taken(run.folder, holder)
      const from = run.extend(options.checkpoint, options.steps)
      const { name, settings, dataset, until } = run.manifest()
      const worker = startWorker({ kind: 'train', run: run.folder, library, checkpoint: from })
      const parameters = parametersOf(architectureOf(dataset, settings))
      const start = { run: run.folder, data: dataset.id, settings, parameters, from, until }
      const title = `“${name}” from step ${count(from)} to ${count(until)}`
      finish(
        await follow(
          worker,
          { place: placeOf(run, runs), until, start, title, task: settings.task, steps: options.steps },
          output,
        ),
      )
    })
}
