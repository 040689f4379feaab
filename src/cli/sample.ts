import { InvalidArgumentError, type Command } from 'commander'
import { basename, extname, resolve } from 'node:path'
import { writeAtomic } from '../files/atomic'
import { home } from '../host/home'
import { sampleCommand as again } from '../pictures/provenance'
import { pictureFile } from '../runs/pictureFile'
import type { PictureFormat } from '../studio/drawing'
import type { CheckpointChoice } from '../studio/trainer'
import { VERSION } from '../studio/version'
import { checkpointChoice, settingNumber, wholeNumber } from './arguments'
import { locateRun, placeOf } from './locate'
import { choices } from './nearest'
import type { Output } from './output'
import { bytes, count } from './words'
import { work } from './work'
import { WrongArguments } from './wrongArguments'

interface Options {
  count: number
  seed: number
  out: string
  checkpoint: CheckpointChoice
  strip?: true
  nearest?: true
  boxes: boolean
}

const ENDINGS = ['.png', '.gif', '.npz']

function pictureName(given: string): string {
  const ending = extname(given).toLowerCase()
  if (!ENDINGS.includes(ending)) throw new InvalidArgumentError(choices(ending, ENDINGS))
  return given
}

function formatOf({ out, strip, nearest }: Options): PictureFormat {
  const ending = extname(out).toLowerCase()
  if (strip && ending !== '.png')
    throw new WrongArguments(`--strip makes a picture, not a ${ending} file.`, 'Name a .png file with --out.')
  if (nearest && (strip || ending === '.gif'))
    throw new WrongArguments(
      '--nearest is shown on a sheet only.',
      'Name a .png or .npz file with --out, without --strip.',
    )
  return ending === '.gif' ? 'gif' : ending === '.npz' ? 'npz' : strip ? 'strip' : 'sheet'
}

export function sampleCommand(program: Command, output: Output): void {
  program
    .command('sample')
    .description('draw images with a trained network')
    .argument('<run>', 'folder, id or name of the run')
    .requiredOption('--out <file>', 'file to write: .png, .gif or .npz', pictureName)
    .option('--count <n>', 'images', wholeNumber(1, 1000), 16)
    .option('--seed <n>', 'of the noise z', settingNumber('seed'), 1)
    .option('--checkpoint <which>', 'latest, best or a step', checkpointChoice, 'latest')
    .option('--strip', 'a film strip: c_1 … c_T of each drawing in a row')
    .option('--nearest', 'the nearest training image (pixel L2) beside each')
    .option('--no-boxes', 'without the write boxes on film strips and GIFs')
    .action(async (given: string, options: Options) => {
      const format = formatOf(options)
      const { runs, library } = home()
      const run = locateRun(given, runs)
      const { count: images, seed, boxes } = options
      const nearest = options.nearest ?? false
      const result = await work(
        {
          kind: 'sample',
          run: run.folder,
          library,
          checkpoint: run.choose(options.checkpoint),
          count: images,
          seed,
          nearest,
        },
        'drawing',
        output,
      )
      const file = resolve(options.out)
      const made = { run: placeOf(run, runs), checkpoint: result.step, seed }
      const out = basename(file)
      const command = again({ ...made, count: images, strip: format === 'strip', nearest, boxes, out })
      const picture = pictureFile(format, result, { version: VERSION, ...made, command }, boxes)
      await writeAtomic(file, picture)
      output.tell(
        {
          event: 'done',
          file,
          format,
          bytes: picture.length,
          run: run.folder,
          step: result.step,
          count: images,
          seed,
          ...(result.nearest && { nearest: result.nearest.indices, distances: result.nearest.distances }),
        },
        `${file}: ${count(images)} drawings of step ${count(result.step)}, seed ${seed}, ${bytes(picture.length)}`,
      )
    })
}
