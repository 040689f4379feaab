import type { Command } from 'commander'
import { bestEngine, engineStatuses } from '../engine/statuses'
import { createDatasets } from '../host/datasets'
import { home } from '../host/home'
import { forkRun } from '../runs/fork'
import { forkProblems } from '../studio/fork'
import { problemsOf, type Settings } from '../studio/settings'
import type { CheckpointChoice } from '../studio/trainer'
import { architectureOf, parametersOf } from '../trainer/architecture'
import { startWorker } from '../trainer/start'
import { checkpointChoice, setting, settingNumber } from './arguments'
import { datasetOf } from './dataset'
import { follow } from './follow'
import { locateRun, placeOf } from './locate'
import type { Output } from './output'
import { bytes, count } from './words'
import { WrongArguments } from './wrongArguments'

interface Options {
  checkpoint: CheckpointChoice
  data?: string
  set?: Partial<Settings>
  steps?: number
  run?: string
  name?: string
}

export function forkCommand(program: Command, output: Output, finish: (code: number) => void): void {
  program
    .command('fork')
    .description("train a new run on from another's checkpoint")
    .argument('<run>', 'folder, id or name of the run')
    .option('--checkpoint <which>', 'latest, best or a step', checkpointChoice, 'latest')
    .option('--set <key=value>', 'a setting that is to differ; may be repeated', setting)
    .option('--steps <n>', "the step it ends after; the run's own end otherwise", settingNumber('steps'))
    .option('--data <set>', 'another data set of images of this size')
    .option('--run <folder>', 'new folder for the run; one in the runs folder otherwise')
    .option('--name <words>', 'what to call the run')
    .action(async (given: string, options: Options) => finish(await fork(given, options, output)))
}

async function fork(given: string, options: Options, output: Output): Promise<number> {
  const { runs, library } = home()
  const source = locateRun(given, runs)
  const from = source.choose(options.checkpoint)
  const before = source.manifest()
  const datasets = createDatasets(library, (_, done, total) =>
    output.progress(`importing ${bytes(done)}${total ? ` of ${bytes(total)}` : ''}`),
  )
  const dataset =
    options.data === undefined ? before.dataset : await datasetOf(options.data, datasets, output)
  const settings: Settings = {
    ...before.settings,
    steps: before.until,
    ...options.set,
    ...(options.steps !== undefined && { steps: options.steps }),
  }
  const problems = [...problemsOf(settings, dataset), ...forkProblems(before, { settings, dataset }, from)]
  if (problems.length > 0)
    throw new WrongArguments(
      problems.map(({ message }) => `${message}.`).join(' '),
      `Change it with --set ${problems.map(({ field }) => `${field}=…`).join(' --set ')}.`,
    )
  const here = engineStatuses().some(({ name, available }) => name === before.engine && available)
  const plan = {
    name: options.name ?? `${before.name}, from step ${from}`,
    preset: before.preset,
    engine: here ? before.engine : bestEngine(),
    dataset,
    settings,
  }
  const run = forkRun(runs, source, from, plan, options.run)
  const worker = startWorker({ kind: 'train', run: run.folder, library, checkpoint: from })
  const parameters = parametersOf(architectureOf(dataset, settings))
  const { steps } = settings
  const start = {
    run: run.folder,
    forked: source.folder,
    data: dataset.id,
    settings,
    parameters,
    from,
    until: steps,
  }
  const title = `“${plan.name}” from step ${count(from)} of “${before.name}” to ${count(steps)}`
  return follow(
    worker,
    { place: placeOf(run, runs), until: steps, start, title, task: settings.task, steps: steps - from },
    output,
  )
}
