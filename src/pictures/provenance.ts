import type { Provenance } from '../studio/drawing'

export type { Provenance }

/** The fields as every format carries them. */
export const provenanceText = (made: Provenance): Record<string, string> => ({
  Software: `Easel ${made.version}`,
  'Easel-Run': made.run,
  'Easel-Checkpoint': String(made.checkpoint),
  'Easel-Seed': String(made.seed),
  'Easel-Command': made.command,
})

export interface SampleArguments {
  readonly run: string
  readonly checkpoint: number
  readonly count: number
  readonly seed: number
  readonly strip: boolean
  readonly nearest: boolean
  readonly boxes: boolean
  readonly out: string
}

/** The command that makes a picture again. */
export const sampleCommand = (made: SampleArguments): string =>
  [
    `easel sample ${quoted(made.run)} --checkpoint ${made.checkpoint} --count ${made.count} --seed ${made.seed}`,
    ...(made.strip ? ['--strip'] : []),
    ...(made.nearest ? ['--nearest'] : []),
    ...(made.boxes ? [] : ['--no-boxes']),
    `--out ${quoted(made.out)}`,
  ].join(' ')

/** `word` quoted for a POSIX shell where it needs to be. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
