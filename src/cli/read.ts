import type { Command } from 'commander'
import { basename, extname, resolve } from 'node:path'
import { writeAtomic } from '../files/atomic'
import { exportJob } from '../host/exporting'
import { home } from '../host/home'
import { EXPORT_DEFAULTS, formatOf, formatsOf } from '../studio/exports'
import { SPLIT_NAMES } from '../studio/run'
import type { CheckpointChoice, Split } from '../studio/trainer'
import { checkpointChoice, oneOf, wholeNumber } from './arguments'
import { locateRun, placeOf } from './locate'
import type { Output } from './output'
import { rangeOf } from './places'
import { fileName } from './sample'
import { bytes, count } from './words'
import { work } from './work'

interface Options {
  out: string
  checkpoint: CheckpointChoice
  split: Split
  images: { first: number; count: number }
  boxes: boolean
  scale?: number
}

const FORMATS = formatsOf('readings')
const endingOf = (name: (typeof FORMATS)[number]) => `.${formatOf(name).ending}`

export function readCommand(program: Command, output: Output): void {
  program
    .command('read')
    .description('what a run that classifies makes of images, glimpse by glimpse')
    .argument('<run>', 'folder, id or name of the run')
    .requiredOption(
      '--out <file>',
      `file to write: ${FORMATS.map(endingOf).join(', ')}`,
      fileName(FORMATS.map(endingOf)),
    )
    .option('--checkpoint <which>', 'latest, best or a step', checkpointChoice, 'latest')
    .option('--split <name>', SPLIT_NAMES.join(', '), oneOf(SPLIT_NAMES), 'test')
    .option('--images <range>', 'the first and the last, from 1', rangeOf, { first: 0, count: 48 })
    .option('--no-boxes', 'without the windows on sheets')
    .option('--scale <n>', 'whole pixels to an image pixel', wholeNumber(1, 32))
    .action(async (given: string, { out, checkpoint, split, images, boxes, scale }: Options) => {
      const { runs, library } = home()
      const run = locateRun(given, runs)
      const file = resolve(out)
      const format = FORMATS.find((name) => endingOf(name) === extname(out).toLowerCase())
      if (!format) throw new TypeError(`no format is named ${out}`)
      const job = exportJob(
        run,
        library,
        placeOf(run, runs),
        {
          format,
          of: { kind: 'readings', checkpoint, split, ...images },
          options: { ...EXPORT_DEFAULTS, boxes, ...(scale && { scale }) },
        },
        basename(file),
      )
      const made = await work(job, 'reading', output)
      await writeAtomic(file, made.bytes)
      const [step] = job.provenance.checkpoints
      output.tell(
        { event: 'done', file, format, bytes: made.bytes.length, run: run.folder, step, split, ...images },
        `${file}: ${split} images ${count(images.first + 1)} to ${count(images.first + images.count)}, ${bytes(made.bytes.length)}`,
      )
    })
}
