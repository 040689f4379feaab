import { openLibrary } from '../data/library'
import type { OpenDataset } from '../data/dataset'
import type { ClassifierModel } from '../engine/classifier'
import { createClassifierModel } from '../engine/classifierModel'
import { createModel, type LoadableModel } from '../engine/model'
import { bestEngine, engineStatuses, openEngine } from '../engine/open'
import type { Run } from '../runs/run'
import { StudioError } from '../studio/api'
import type { DatasetRef, Manifest } from '../studio/run'
import type { CheckpointChoice } from '../studio/trainer'
import { architectureOf, shapesOf } from './architecture'

/** The data set of a run. @throws StudioError when it is not on this machine, or has other images than the run's. */
export async function loadDataset(
  library: string,
  ref: DatasetRef,
  options: { memory?: number } = {},
): Promise<OpenDataset> {
  const dataset = await openLibrary(library, options).load(ref.id)
  const { channels, height, width, kind } = dataset
  if (channels !== ref.channels || height !== ref.height || width !== ref.width || kind !== ref.kind)
    throw new StudioError(
      `The data set ${ref.id} has ${kind} images of ${channels} × ${height} × ${width}, but this run was made for ${ref.kind} ones of ${ref.channels} × ${ref.height} × ${ref.width}`,
      'Import the data set that the run was made with.',
    )
  return dataset
}

/** A network to look at, by its task. */
export type Opened = { readonly manifest: Manifest; readonly step: number } & (
  | { readonly task: 'draw'; readonly model: LoadableModel }
  | { readonly task: 'classify'; readonly model: ClassifierModel }
)

/**
 * A network with the weights of a checkpoint. Where this machine lacks the run's engine, its best one will do: weights
 * mean the same in all of them.
 */
export async function openCheckpoint(run: Run, choice: CheckpointChoice): Promise<Opened> {
  const manifest = run.manifest()
  const step = run.choose(choice)
  const architecture = architectureOf(manifest.dataset, manifest.settings)
  const { state } = run.readCheckpoint(step, shapesOf(architecture))
  const here = engineStatuses().some(({ name, available }) => name === manifest.engine && available)
  const engine = await openEngine(here ? manifest.engine : bestEngine())
  const onSlower = (reason: string) =>
    console.warn(`What is drawn and evaluated is not compiled, which is slower: ${reason}`)
  return architecture.task === 'draw'
    ? { manifest, step, task: 'draw', model: createModel(engine, architecture.network, state, onSlower) }
    : {
        manifest,
        step,
        task: 'classify',
        model: createClassifierModel(engine, architecture.network, state, onSlower),
      }
}
