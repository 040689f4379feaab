import type { Command } from 'commander'
import { bestEngine, engineStatuses } from '../engine/statuses'
import { createDatasets } from '../host/datasets'
import { home } from '../host/home'
import { createRun, createRunAt } from '../runs/create'
import { StudioError } from '../studio/api'
import { PRESETS, settingsOf } from '../studio/presets'
import { ENGINES, type EngineName } from '../studio/run'
import { problemsOf, type Settings } from '../studio/settings'
import { architectureOf, parametersOf } from '../trainer/architecture'
import { startWorker } from '../trainer/start'
import { oneOf, setting, settingNumber } from './arguments'
import { datasetOf } from './dataset'
import { follow } from './follow'
import { placeOf } from './locate'
import type { Output } from './output'
import { bytes, count } from './words'
import { WrongArguments } from './wrongArguments'

interface Options {
  data: string
  preset?: string
  set?: Partial<Settings>
  steps?: number
  seed?: number
  run?: string
  engine?: EngineName
  name?: string
}

export function trainCommand(program: Command, output: Output, finish: (code: number) => void): void {
  const presets = PRESETS.map(({ id }) => id)
  program
    .command('train')
    .description('train a network')
    .requiredOption('--data <set>', 'strokes, mnist, binarized-mnist, another id, or a file or folder')
    .option('--preset <name>', `${presets.join(', ')}; laptop for strokes, mnist otherwise`, oneOf(presets))
    .option('--set <key=value>', 'a setting of docs/settings.md; may be repeated', setting)
    .option('--steps <n>', "training steps; the preset's otherwise", settingNumber('steps'))
    .option('--seed <n>', 'of weights, order and noise', settingNumber('seed'))
    .option('--run <folder>', 'new folder for the run; one in the runs folder otherwise')
    .option('--engine <name>', 'tensorflow or wasm; the best of this machine otherwise', oneOf(ENGINES))
    .option('--name <words>', 'what to call the run')
    .action(async (options: Options) => finish(await train(options, output)))
}

async function train(options: Options, output: Output): Promise<number> {
  const engine = options.engine ?? bestEngine()
  const status = engineStatuses().find(({ name }) => name === engine)
  if (!status?.available)
    throw new StudioError(
      `The engine ${engine} cannot train here: ${status?.reason ?? 'it is not known'}.`,
      'easel engines tells which can.',
    )
  const { runs, library } = home()
  const datasets = createDatasets(library, (_, done, total) =>
    output.progress(`importing ${bytes(done)}${total ? ` of ${bytes(total)}` : ''}`),
  )
  const dataset = await datasetOf(options.data, datasets, output)

  const wanted = options.preset ?? (dataset.id === 'strokes' ? 'laptop' : 'mnist')
  const preset = PRESETS.find(({ id }) => id === wanted)
  if (!preset) throw new TypeError(`there is no preset ${wanted}`)
  const settings: Settings = {
    ...settingsOf(preset, dataset),
    ...options.set,
    ...(options.steps !== undefined && { steps: options.steps }),
    ...(options.seed !== undefined && { seed: options.seed }),
  }
  const problems = problemsOf(settings, dataset)
  if (problems.length > 0)
    throw new WrongArguments(
      problems.map(({ message }) => `${message}.`).join(' '),
      `Change it with --set ${problems.map(({ field }) => `${field}=…`).join(' --set ')}.`,
    )

  const name = options.name ?? `${dataset.title} · ${preset.title}`
  const plan = { name, preset: preset.id, engine, dataset, settings }
  const run = options.run === undefined ? createRun(runs, plan) : createRunAt(options.run, plan)
  const worker = startWorker({ kind: 'train', run: run.folder, library })
  const parameters = parametersOf(architectureOf(dataset, settings))
  const start = { run: run.folder, data: dataset.id, preset: preset.id, settings, parameters }
  const title = `“${name}”: ${count(parameters)} parameters, ${count(settings.steps)} steps`
  return follow(
    worker,
    {
      place: placeOf(run, runs),
      until: settings.steps,
      steps: settings.steps,
      start,
      title,
      task: settings.task,
    },
    output,
  )
}
