/** Which run, checkpoint and seed made a picture, and the command that makes it again. */
export interface Provenance {
  readonly version: string
  readonly run: string
  readonly checkpoint: number
  readonly seed: number
  readonly command: string
}

/** The fields as every format carries them. */
export const provenanceText = ({
  version,
  run,
  checkpoint,
  seed,
  command,
}: Provenance): Record<string, string> => ({
  Software: `Easel ${version}`,
  'Easel-Run': run,
  'Easel-Checkpoint': String(checkpoint),
  'Easel-Seed': String(seed),
  'Easel-Command': command,
})
