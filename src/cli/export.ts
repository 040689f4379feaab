import { type Command } from 'commander'
import { mkdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { decodeSafetensors } from '../files/safetensors'
import { writeAtomic } from '../files/atomic'
import { exportJob } from '../host/exporting'
import { home } from '../host/home'
import { EXPORT_DEFAULTS } from '../studio/exports'
import type { CheckpointChoice } from '../studio/trainer'
import { eventsName } from '../runs/tensorboard'
import { checkpointChoice } from './arguments'
import { locateRun, placeOf } from './locate'
import type { Output } from './output'
import { fileName } from './sample'
import { bytes, count } from './words'
import { work } from './work'
import { WrongArguments } from './wrongArguments'

interface Options {
  weights?: string
  tensorboard?: string
  checkpoint: CheckpointChoice
}

export function exportCommand(program: Command, output: Output): void {
  program
    .command('export')
    .description("a checkpoint's weights, or a run's curves and pictures, for another program")
    .argument('<run>', 'folder, id or name of the run')
    .option('--weights <file>', 'safetensors file to write', fileName(['.safetensors']))
    .option('--tensorboard <folder>', 'log folder to write an event file into')
    .option('--checkpoint <which>', 'latest, best or a step, of --weights', checkpointChoice, 'latest')
    .action(async (given: string, { weights, tensorboard, checkpoint }: Options) => {
      if ((weights === undefined) === (tensorboard === undefined))
        throw new WrongArguments(
          'What is to be exported?',
          'Give one of --weights FILE and --tensorboard FOLDER.',
        )
      const { runs, library } = home()
      const run = locateRun(given, runs)
      const place = placeOf(run, runs)
      if (tensorboard !== undefined) {
        const file = join(resolve(tensorboard), eventsName(run))
        const job = exportJob(
          run,
          library,
          place,
          { format: 'tensorboard', of: { kind: 'run' }, options: EXPORT_DEFAULTS },
          basename(resolve(tensorboard)),
        )
        const made = await work(job, 'writing', output)
        mkdirSync(dirname(file), { recursive: true })
        await writeAtomic(file, made.bytes)
        output.tell(
          { event: 'done', file, bytes: made.bytes.length, run: run.folder },
          `${file}: ${bytes(made.bytes.length)}. See it with: tensorboard --logdir ${dirname(file)}`,
        )
        return
      }
      const file = resolve(weights as string)
      const job = exportJob(
        run,
        library,
        place,
        { format: 'weights', of: { kind: 'checkpoint', checkpoint }, options: EXPORT_DEFAULTS },
        basename(file),
      )
      const made = await work(job, 'writing', output)
      await writeAtomic(file, made.bytes)
      const { tensors, metadata } = decodeSafetensors(made.bytes, file)
      const shapes = Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]))
      const numbers = Object.values(tensors).reduce((sum, { data }) => sum + data.length, 0)
      const step = Number(metadata['step'])
      output.tell(
        {
          event: 'done',
          file,
          bytes: made.bytes.length,
          run: run.folder,
          step,
          parameters: numbers,
          tensors: shapes,
        },
        `${file}: ${count(numbers)} weights of step ${count(step)}, ${bytes(made.bytes.length)}`,
      )
    })
}
