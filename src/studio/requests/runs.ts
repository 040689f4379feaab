import { z } from 'zod'
import type { PackedSnapshot } from '../drawing'
import {
  labelSchema,
  noteSchema,
  SPLIT_NAMES,
  tagsSchema,
  type Checkpoint,
  type Curves,
  type Evaluation,
  type Manifest,
  type RunSummary,
} from '../run'
import { checkpointSchema, idSchema } from './ids'
import type { Preparing } from './training'

export const UNDO_SECONDS = 15
/** Of the served studio: takes a run's zip by POST, and gives RUN/NAME of its exports by GET. */
export const RUNS_PATH = '/runs/'

/** Of runs on disk. */
export const RUN_REQUESTS = {
  runs: z.strictObject({}),
  run: z.strictObject({ run: idSchema }),
  curves: z.strictObject({ run: idSchema }),
  snapshot: z.strictObject({ run: idSchema, step: z.int().min(0) }),
  rename: z.strictObject({ run: idSchema, name: z.string().trim().min(1, 'A run needs a name').max(200) }),
  /** What people say of a run; what is left out stays. */
  annotate: z.strictObject({ run: idSchema, tags: tagsSchema.optional(), note: noteSchema.optional() }),
  /** Puts a note on a checkpoint; an empty one takes it away. */
  labelCheckpoint: z.strictObject({ run: idSchema, step: z.int().min(0), label: labelSchema }),
  deleteCheckpoint: z.strictObject({ run: idSchema, step: z.int().min(0) }),
  /** Moves a run out of the list; for {@link UNDO_SECONDS} it can be brought back, then it is gone. */
  deleteRun: z.strictObject({ run: idSchema }),
  restoreRun: z.strictObject({ run: idSchema }),
  /** Writes a run as one zip into its exports. */
  exportRun: z.strictObject({ run: idSchema }),
  /** Electron: makes a run of a zip at `path`. A browser sends the file to {@link RUNS_PATH}. */
  importRun: z.strictObject({ path: z.string().min(1) }),
  /** How well a checkpoint does on a split, or its first `limit` images; kept with the run. */
  evaluate: z.strictObject({
    run: idSchema,
    checkpoint: checkpointSchema,
    split: z.enum(SPLIT_NAMES),
    limit: z.int().min(1).optional(),
  }),
  /** Ends an evaluation under way. */
  cancelEvaluate: z.strictObject({}),
  /** Those kept with a run, oldest first. */
  evaluations: z.strictObject({ run: idSchema }),
} as const

export interface RunReplies {
  runs: RunSummary[]
  run: RunDetail
  curves: RunCurves
  snapshot: PackedSnapshot
  rename: null
  annotate: null
  labelCheckpoint: null
  deleteCheckpoint: null
  deleteRun: null
  restoreRun: null
  exportRun: { path: string; name: string }
  importRun: ImportedRun
  evaluate: Evaluation
  cancelEvaluate: null
  evaluations: Evaluation[]
}

/** A run's curves, and what epochs are counted in; less than 1 where a batch holds the data more than once. */
export interface RunCurves extends Curves {
  stepsPerEpoch: number
}

export interface ImportedRun {
  run: string
  name: string
}

export interface RunDetail {
  summary: RunSummary
  manifest: Manifest
  checkpoints: Checkpoint[]
  /** Steps with a kept snapshot, ascending. */
  snapshots: number[]
  /** How many there have been: more than are kept once settings.snapshotBudget was reached. */
  snapshotsMade: number
  /** Until its first step. */
  preparing?: Preparing
}
