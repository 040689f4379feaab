import { InvalidArgumentError, type Command } from 'commander'
import { resolve } from 'node:path'
import { writeAtomic } from '../files/atomic'
import { encodeSafetensors, type StoredTensor } from '../files/safetensors'
import { home } from '../host/home'
import { LOSSES } from '../studio/losses'
import { applies, SETTING_NAMES, specOf } from '../studio/settings'
import type { CheckpointChoice } from '../studio/trainer'
import { VERSION } from '../studio/version'
import { architectureOf, shapesOf } from '../trainer/architecture'
import { checkpointChoice } from './arguments'
import { locateRun } from './locate'
import type { Output } from './output'
import { bytes, count } from './words'

function safetensorsName(given: string): string {
  if (!given.endsWith('.safetensors')) throw new InvalidArgumentError('Name a .safetensors file.')
  return given
}

export function exportCommand(program: Command, output: Output): void {
  program
    .command('export')
    .description("a checkpoint's weights, for another program")
    .argument('<run>', 'folder, id or name of the run')
    .requiredOption('--weights <file>', 'safetensors file to write', safetensorsName)
    .option('--checkpoint <which>', 'latest, best or a step', checkpointChoice, 'latest')
    .action(async (given: string, options: { weights: string; checkpoint: CheckpointChoice }) => {
      const run = locateRun(given, home().runs)
      const { dataset, settings, preset, name } = run.manifest()
      const architecture = architectureOf(dataset, settings)
      const shapes = shapesOf(architecture)
      const { network } = architecture
      const step = run.choose(options.checkpoint)
      const { state, info } = run.readCheckpoint(step, shapes)
      const tensors = Object.fromEntries(
        Object.entries(state.params).map(([tensor, data]): [string, StoredTensor] => [
          tensor,
          { dtype: 'F32', shape: shapes[tensor] ?? [], data: new Float32Array(data) },
        ]),
      )
      const file = resolve(options.weights)
      const weights = encodeSafetensors(tensors, {
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
          SETTING_NAMES.filter((key) => specOf(key).group !== 'Keeping' && applies(key, settings)).map(
            (key) => [key, String(settings[key])],
          ),
        ),
        version: VERSION,
      })
      await writeAtomic(file, weights)
      const numbers = Object.values(state.params).reduce((sum, { length }) => sum + length, 0)
      output.tell(
        {
          event: 'done',
          file,
          bytes: weights.length,
          run: run.folder,
          step,
          parameters: numbers,
          tensors: Object.fromEntries(Object.keys(state.params).map((tensor) => [tensor, shapes[tensor]])),
        },
        `${file}: ${count(numbers)} weights of step ${count(step)}, ${bytes(weights.length)}`,
      )
    })
}
