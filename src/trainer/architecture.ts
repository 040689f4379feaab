import { classifierOf, classifierShapes, type ClassifierNetwork } from '../draw/classifier'
import { networkOf, paramShapes, type Network } from '../draw/network'
import { paramCount, type Shapes } from '../draw/params'
import type { DatasetRef } from '../studio/run'
import { asSeen, type Settings } from '../studio/settings'

/** The network that a run trains, by its task. */
export type Architecture =
  | { readonly task: 'draw'; readonly network: Network }
  | { readonly task: 'classify'; readonly network: ClassifierNetwork }

/** What of a data set decides on the network. */
export type ImagesOf = Pick<DatasetRef, 'channels' | 'height' | 'width' | 'classes'>

/** The network that `settings` ask for, for images of a data set as they are seen. */
export function architectureOf(images: ImagesOf, settings: Settings): Architecture {
  const seen = asSeen(images, settings)
  return settings.task === 'draw'
    ? { task: 'draw', network: networkOf(seen, settings) }
    : { task: 'classify', network: classifierOf(seen, settings, images.classes.length) }
}

/** Shape of every weight, by name, in the order files list them. */
export const shapesOf = (architecture: Architecture): Shapes =>
  architecture.task === 'draw' ? paramShapes(architecture.network) : classifierShapes(architecture.network)

/** How many numbers it learns. */
export const parametersOf = (architecture: Architecture): number => paramCount(shapesOf(architecture))
