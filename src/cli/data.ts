import type { Command } from 'commander'
import { resolve } from 'node:path'
import { KNOWN_SETS } from '../data/known'
import { createDatasets } from '../host/datasets'
import { home } from '../host/home'
import type { ImportReport } from '../studio/requests/data'
import { pictureChoicesSchema, type PictureChoices } from '../studio/pictures'
import { oneOf, pictureSize } from './arguments'
import { interruptible } from './interrupt'
import type { Output } from './output'
import { bytes, count, table } from './words'

const { colour, fit } = pictureChoicesSchema.shape
const COLOURS = colour.options
const FITS = fit.options
interface PictureOptions extends Partial<Pick<PictureChoices, 'colour' | 'fit'>> {
  size?: Pick<PictureChoices, 'height' | 'width'>
}

export function dataCommand(program: Command, output: Output): void {
  const data = program.command('data').description('data sets on this machine').helpCommand(false)
  const known = KNOWN_SETS.map(({ id }) => id)
  const datasets = (doing: string) =>
    createDatasets(home().library, (_, done, total) =>
      output.progress(`${doing} ${bytes(done)}${total ? ` of ${bytes(total)}` : ''}`),
    )

  data
    .command('list')
    .description('every data set there is to choose')
    .action(async () => {
      const cards = await datasets('reading').cards()
      for (const card of cards) output.tell({ event: 'dataset', ...card })
      const rows = cards.map((card) => [
        card.id,
        card.title,
        `${card.channels} × ${card.height} × ${card.width}`,
        card.counts.map(count).join(' / '),
        card.kind,
        card.state === 'here'
          ? 'here'
          : card.state === 'downloadable'
            ? `easel data download ${card.id} (${bytes(card.downloadBytes ?? 0)})`
            : card.about,
      ])
      output.tell(
        { event: 'done', datasets: cards.length, folder: home().library },
        table(['id', 'title', 'C × H × W', 'train / validation / test', 'pixels', 'where'], rows),
      )
    })

  data
    .command('import')
    .description('bring files of one data set into the library')
    .argument('<paths...>', 'files, or a folder of them')
    .option('--size <side>', 'of pictures: a side, or HEIGHTxWIDTH; by default their own', pictureSize)
    .option('--colour <kind>', `of pictures: ${COLOURS.join(' or ')}; by default their own`, oneOf(COLOURS))
    .option(
      '--fit <how>',
      'pictures of another shape: crop cuts out the middle, letterbox puts black bars beside',
      oneOf(FITS),
    )
    .action(async (paths: string[], { size, ...choices }: PictureOptions) => {
      const files = paths.map((path) => resolve(path))
      const importing = datasets('importing')
      const report = await interruptible(
        () => importing.import(files, { ...size, ...choices }),
        () => importing.cancelImport(),
      )
      imported(report, output)
    })

  data
    .command('download')
    .description('fetch a data set; broken off, it goes on where it was')
    .argument('<id>', known.join(', '), oneOf(known))
    .action(async (id: string) => {
      const downloading = datasets('downloading')
      const report = await interruptible(
        () => downloading.download(id),
        () => downloading.cancel(id),
      )
      imported(report, output)
    })
}

function imported({ dataset, notes }: ImportReport, output: Output): void {
  output.tell(
    { event: 'done', ...dataset, notes },
    [...notes, `train on it: easel train --data ${dataset.id}`].join('\n'),
  )
}
