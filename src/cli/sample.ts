import { InvalidArgumentError, type Command } from 'commander'
import { basename, extname, resolve } from 'node:path'
import { writeAtomic } from '../files/atomic'
import { exportJob } from '../host/exporting'
import { home } from '../host/home'
import {
  EXPORT_DEFAULTS,
  formatOf,
  formatsOf,
  originOf,
  type Content,
  type ExportName,
} from '../studio/exports'
import { countOf, MOST_DRAWINGS, type End, type Pick, type Plan } from '../studio/plan'
import type { CheckpointChoice } from '../studio/trainer'
import { checkpointChoice, wholeNumber } from './arguments'
import { locateRun, placeOf } from './locate'
import { choices } from './nearest'
import type { Output } from './output'
import { endsOf, listOf, picksOf, rangeOf, seedsOf, secondsOf } from './places'
import { bytes, count } from './words'
import { work } from './work'
import { WrongArguments } from './wrongArguments'

interface Options {
  count: number
  seed: number[]
  out: string
  checkpoint: CheckpointChoice[]
  images?: { first: number; count: number }
  picks?: Pick[]
  walk?: End[]
  steps: number
  only?: number
  strip?: true
  single?: true
  nearest?: true
  every?: true
  boxes: boolean
  scale?: number
  seconds: number
}

const ENDINGS = [...new Set(formatsOf('drawings').map((name) => `.${formatOf(name).ending}`))]

/** @param endings with their dots */
export const fileName =
  (endings: readonly string[]) =>
  (given: string): string => {
    const ending = extname(given).toLowerCase()
    if (!endings.includes(ending)) throw new InvalidArgumentError(choices(ending, endings))
    return given
  }

function formatFor({ out, strip, single, nearest, every }: Options): ExportName {
  const ending = extname(out).toLowerCase()
  if ((strip || single) && ending !== '.png')
    throw new WrongArguments(
      `${strip ? '--strip' : '--single'} makes a picture, not a ${ending} file.`,
      'Name a .png file with --out.',
    )
  const format = strip
    ? 'strip'
    : single
      ? 'picture'
      : formatsOf('drawings').find((name) => `.${formatOf(name).ending}` === ending)
  if (!format) throw new TypeError(`no format ends in ${ending}`)
  if (nearest && !formatOf(format).takes.includes('nearest'))
    throw new WrongArguments(
      '--nearest is shown on a sheet only.',
      'Name a .png, .npz or .safetensors file with --out, without --strip.',
    )
  if (every && format !== 'svg')
    throw new WrongArguments('--every is for SVG.', 'Name a .svg file with --out, or use --strip.')
  return format
}

function planOf({ checkpoint, count, seed, images, picks, walk, steps, only }: Options): Plan {
  if ([images, picks, walk].filter((way) => way !== undefined).length > 1)
    throw new WrongArguments('--images, --picks and --walk are three ways.', 'Choose one of them.')
  if (picks) return { kind: 'picks', picks }
  if (images) return { kind: 'images', checkpoints: checkpoint, seed: seed[0] ?? 1, ...images }
  if (walk)
    return {
      kind: 'walk',
      checkpoints: checkpoint,
      ends: walk,
      steps,
      ...(only !== undefined && { only: only - 1 }),
    }
  return { kind: 'samples', checkpoints: checkpoint, seeds: seed, count }
}

export function sampleCommand(program: Command, output: Output): void {
  program
    .command('sample')
    .description('draw images with a trained network, and take them away')
    .argument('<run>', 'folder, id or name of the run')
    .requiredOption('--out <file>', `file to write: ${ENDINGS.join(', ')}`, fileName(ENDINGS))
    .option('--count <n>', 'samples of each seed', wholeNumber(1, MOST_DRAWINGS), 16)
    .option('--seed <n>', 'of the noise z; several as 1,5 or 1-8', seedsOf, [1])
    .option('--checkpoint <which>', 'latest, best or a step; several by commas', listOf(checkpointChoice), [
      'latest',
    ])
    .option('--images <range>', 'draw images of the validation split again: 1-16', rangeOf)
    .option('--picks <list>', 'single samples, CHECKPOINT:SEED:PLACE by commas', picksOf)
    .option('--walk <ends>', 'go between samples and images: 1:1,1:4 or image:3,image:8', endsOf)
    .option('--steps <n>', 'drawings from one end of a walk to the next', wholeNumber(2, 200), 9)
    .option('--only <n>', 'this drawing of the walk alone', wholeNumber(1, MOST_DRAWINGS))
    .option('--strip', 'a film strip: c_1 … c_T of each drawing in a row')
    .option('--single', 'one picture without a frame')
    .option('--every', 'every glimpse on an SVG, not only the last')
    .option('--nearest', 'the nearest training image (pixel L2) beside each')
    .option('--no-boxes', 'without the boxes on film strips, GIFs, videos and SVGs')
    .option('--scale <n>', 'whole pixels to an image pixel', wholeNumber(1, 32))
    .option(
      '--seconds <n>',
      'how long a drawing plays in GIFs and videos',
      secondsOf,
      EXPORT_DEFAULTS.seconds,
    )
    .action(async (given: string, options: Options) => {
      const format = formatFor(options)
      const plan = planOf(options)
      if (countOf(plan) > MOST_DRAWINGS)
        throw new WrongArguments(
          `These are ${count(countOf(plan))} drawings; a file holds ${count(MOST_DRAWINGS)}.`,
          'Take fewer checkpoints, seeds or samples.',
        )
      const { runs, library } = home()
      const run = locateRun(given, runs)
      const file = resolve(options.out)
      const { boxes, scale, seconds, nearest = false, every = false } = options
      const job = exportJob(
        run,
        library,
        placeOf(run, runs),
        { format, of: plan, options: { boxes, nearest, every, seconds, ...(scale && { scale }) } },
        basename(file),
      )
      const result = await work(job, 'drawing', output)
      await writeAtomic(file, result.bytes)
      const { checkpoints, seeds } = originOf(job.of as Content)
      const drawings = countOf(plan)
      const several = <T>(values: readonly T[]) => (values.length === 1 ? values[0] : values)
      output.tell(
        {
          event: 'done',
          file,
          format,
          bytes: result.bytes.length,
          run: run.folder,
          step: several(checkpoints),
          count: drawings,
          seed: several(seeds),
          ...(result.nearest && { nearest: result.nearest.indices, distances: result.nearest.distances }),
        },
        `${file}: ${count(drawings)} drawings of step ${checkpoints.map(count).join(', ')}, ${bytes(result.bytes.length)}`,
      )
    })
}
