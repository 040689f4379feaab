import { encodeSafetensors, type StoredTensor } from '../files/safetensors'
import { provenanceText } from '../pictures/provenance'
import type { Run } from '../runs/run'
import type { Provenance } from '../studio/drawing'
import { LOSSES } from '../studio/losses'
import { applies, SETTING_NAMES, specOf } from '../studio/settings'
import type { CheckpointChoice } from '../studio/trainer'
import { architectureOf, shapesOf } from './architecture'

/** A checkpoint's weights as safetensors; its metadata holds the network's sizes and what it was trained on. */
export function weightsFile(run: Run, checkpoint: CheckpointChoice, made: Provenance): Uint8Array {
  const { dataset, settings, preset, name } = run.manifest()
  const architecture = architectureOf(dataset, settings)
  const shapes = shapesOf(architecture)
  const { network } = architecture
  const step = run.choose(checkpoint)
  const { state, info } = run.readCheckpoint(step, shapes)
  const tensors = Object.fromEntries(
    Object.entries(state.params).map(([tensor, data]): [string, StoredTensor] => [
      tensor,
      { dtype: 'F32', shape: shapes[tensor] ?? [], data: new Float32Array(data) },
    ]),
  )
  return encodeSafetensors(tensors, {
    format: 'easel-weights-1',
    run: run.id,
    name,
    preset,
    step: String(step),
    [LOSSES[settings.task].score]: String(info.score ?? ''),
    data: dataset.id,
    image: `${network.channels}x${network.height}x${network.width}`,
    ...('classes' in network && { classes: JSON.stringify(dataset.classes) }),
    ...Object.fromEntries(
      SETTING_NAMES.filter((key) => specOf(key).group !== 'Keeping' && applies(key, settings)).map((key) => [
        key,
        String(settings[key]),
      ]),
    ),
    version: made.version,
    ...provenanceText(made),
  })
}
