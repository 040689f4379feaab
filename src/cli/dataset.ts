import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Datasets } from '../host/datasets'
import { StudioError } from '../studio/api'
import type { DatasetRef } from '../studio/run'
import { interruptible } from './interrupt'
import { nearest } from './nearest'
import type { Output } from './output'
import { WrongArguments } from './wrongArguments'

/**
 * The data set that `given` means: an id, or files that are imported on the fly (at once the second time).
 * @throws StudioError when it is not on this machine, or the files are not good
 */
export async function datasetOf(given: string, datasets: Datasets, output: Output): Promise<DatasetRef> {
  const cards = await datasets.cards()
  const known = cards.find(({ id }) => id === given)
  if (known?.state === 'here') return datasets.ref(known.id)
  if (known?.state === 'downloadable')
    throw new StudioError(
      `${known.title} is not on this machine.`,
      `Download it: easel data download ${known.id}. Or import its files: easel data import PATH.`,
    )
  if (known) throw new StudioError(known.about, `Import it again: easel data import PATH.`)
  if (existsSync(given)) {
    const { dataset, notes } = await interruptible(
      () => datasets.import([resolve(given)]),
      () => datasets.cancelImport(),
    )
    for (const note of notes) output.say(note)
    return datasets.ref(dataset.id)
  }
  const ids = cards.map(({ id }) => id)
  const close = nearest(given, ids)
  throw new WrongArguments(
    `There is no data set ${given}, and no such file or folder.`,
    `${close === undefined ? '' : `Did you mean ${close}? `}Known are ${ids.join(', ')}.`,
  )
}
