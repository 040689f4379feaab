import type { Provenance } from '../studio/drawing'
import { EXPORT_DEFAULTS, type Content, type ExportName, type ExportOptions } from '../studio/exports'
import { codeOf } from '../studio/plan'

export type { Provenance }

/** The fields as every format carries them. */
export const provenanceText = (made: Provenance): Record<string, string> => ({
  Software: `Easel ${made.version}`,
  'Easel-Run': made.run,
  'Easel-Checkpoint': made.checkpoints.join(', '),
  'Easel-Seed': made.seeds.join(', '),
  'Easel-Command': made.command,
})

/** The same, a line each. */
export const provenanceLines = (made: Provenance): string =>
  Object.entries(provenanceText(made))
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')

export interface Made {
  readonly run: string
  readonly format: ExportName
  readonly of: Content
  readonly options: ExportOptions
  readonly out: string
}

/** The command that makes a file again. */
export function exportCommand({ run, format, of, options, out }: Made): string {
  const words = [verbOf(of), quoted(run), ...contentWords(of), ...optionWords(format, of, options)]
  const target = format === 'weights' ? '--weights' : format === 'tensorboard' ? '--tensorboard' : '--out'
  return ['easel', ...words, target, quoted(out)].join(' ')
}

const verbOf = ({ kind }: Content): string =>
  kind === 'run' || kind === 'checkpoint' ? 'export' : kind === 'readings' ? 'read' : 'sample'

function contentWords(of: Content): string[] {
  switch (of.kind) {
    case 'samples':
      return [...checkpointWords(of), `--count ${of.count}`, `--seed ${of.seeds.join(',')}`]
    case 'images':
      return [...checkpointWords(of), `--images ${of.first + 1}-${of.first + of.count}`, `--seed ${of.seed}`]
    case 'picks':
      return [
        `--picks ${of.picks.map(({ checkpoint, seed, index }) => `${checkpoint}:${seed}:${index + 1}`).join(',')}`,
      ]
    case 'walk': {
      const only = of.only === undefined ? [] : [`--only ${of.only + 1}`]
      return [
        ...checkpointWords(of),
        `--walk ${of.ends.map(codeOf).join(',')}`,
        `--steps ${of.steps}`,
        ...only,
      ]
    }
    case 'readings':
      return [
        `--checkpoint ${of.checkpoint}`,
        `--split ${of.split}`,
        `--images ${of.first + 1}-${of.first + of.count}`,
      ]
    case 'checkpoint':
      return [`--checkpoint ${of.checkpoint}`]
    case 'run':
      return []
  }
}

const checkpointWords = ({ checkpoints }: { checkpoints: readonly (number | string)[] }) => [
  `--checkpoint ${checkpoints.join(',')}`,
]

/** Only what differs from what the command does by itself. */
const optionWords = (format: ExportName, of: Content, options: ExportOptions): string[] => [
  ...(format === 'strip' ? ['--strip'] : []),
  ...(format === 'picture' ? ['--single'] : []),
  ...(options.nearest && of.kind !== 'readings' ? ['--nearest'] : []),
  ...(options.every ? ['--every'] : []),
  ...(options.boxes ? [] : ['--no-boxes']),
  ...(options.scale === undefined ? [] : [`--scale ${options.scale}`]),
  ...(options.seconds === EXPORT_DEFAULTS.seconds ? [] : [`--seconds ${options.seconds}`]),
]

/** `word` quoted for a POSIX shell where it needs to be. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
