import { mkdirSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { LearnerState } from '../engine/learner'
import { sweep, writeAtomicSync } from '../files/atomic'
import type { RunDetail } from '../studio/requests/runs'
import { unpackSnapshot } from '../snapshots/snapshot'
import type { Frame, PackedSnapshot } from '../studio/drawing'
import type { Checkpoint, Curves, Evaluation, Manifest } from '../studio/run'
import type { CheckpointChoice } from '../studio/trainer'
import { readCheckpoint, writeCheckpoint, type CheckpointInfo } from './checkpoint'
import {
  chooseCheckpoint,
  deleteCheckpoint,
  listCheckpoints,
  startingStep,
  thinCheckpoints,
} from './checkpoints'
import { addEvaluation, readEvaluations } from './evaluations'
import {
  checkpointFile,
  CHECKPOINTS,
  checkpointSteps,
  EXPORTS,
  idOf,
  snapshotFile,
  SNAPSHOTS,
  snapshotSteps,
  SUPERSEDED,
  THUMBNAIL,
} from './layout'
import { likedSteps } from './favourites'
import { holderOf, lock, taken } from './lock'
import { readManifest, writeManifest } from './manifest'
import { readCurves } from './curves'
import { MetricsLog } from './metricsLog'
import { Shelf, snapshotsMade } from './shelf'
import { readSnapshot } from './snapshot'
import { summaryOf } from './summary'

const MB = 1e6
type Shapes = Readonly<Record<string, readonly number[]>>

/** A run's folder. Nothing is kept in memory: what one process writes, another sees. Reading may throw a StudioError. */
export class Run {
  readonly folder: string
  readonly id: string

  constructor(folder: string) {
    this.folder = resolve(folder)
    this.id = idOf(folder)
  }

  /** run.json, where `running` and `paused` read `interrupted` when no process trains the run. */
  manifest(): Manifest {
    const manifest = readManifest(this.folder)
    const active = manifest.state === 'running' || manifest.state === 'paused'
    return active && !holderOf(this.folder) ? { ...manifest, state: 'interrupted' } : manifest
  }

  /** Changes run.json; `failure` is dropped unless given. */
  update(changes: Partial<Pick<Manifest, 'name' | 'until' | 'settings' | 'state' | 'failure'>>): void {
    const manifest = readManifest(this.folder)
    delete manifest.failure
    writeManifest(this.folder, { ...manifest, ...changes })
  }

  /** Changes what people say of the run. */
  annotate(changes: Partial<Pick<Manifest, 'name' | 'tags' | 'note'>>): void {
    writeManifest(this.folder, { ...readManifest(this.folder), ...changes })
  }

  /** Puts a note on a checkpoint; takes it away where it is empty. */
  label(step: number, words: string): void {
    const manifest = readManifest(this.folder)
    const labels: Manifest['labels'] = { ...manifest.labels, [step]: words }
    if (words === '') delete labels[step]
    writeManifest(this.folder, { ...manifest, labels })
  }

  /** @throws StudioError while the run is being trained, or when there is no such checkpoint */
  deleteCheckpoint(step: number): void {
    const holder = holderOf(this.folder)
    if (holder) throw taken(this.folder, holder)
    deleteCheckpoint(this.folder, step)
    this.label(step, '')
  }

  /**
   * Sets the end of training to `steps` after a checkpoint.
   * @returns the step of that checkpoint, 0 when the run never came to one
   * @throws StudioError while the run is being trained
   */
  extend(checkpoint: CheckpointChoice, steps: number): number {
    const holder = holderOf(this.folder)
    if (holder) throw taken(this.folder, holder)
    const from = startingStep(this.folder, checkpoint)
    this.update({ until: from + steps })
    return from
  }

  /** Takes the run for this thread and clears away what a killed one left half-written. @returns what gives it back */
  lock(): () => void {
    const unlock = lock(this.folder)
    for (const name of [CHECKPOINTS, SNAPSHOTS, EXPORTS])
      mkdirSync(join(this.folder, name), { recursive: true })
    for (const name of ['', CHECKPOINTS, SNAPSHOTS]) sweep(join(this.folder, name))
    return unlock
  }

  /** metrics.jsonl for appending. */
  log(): MetricsLog {
    return new MetricsLog(this.folder)
  }

  curves(): Curves {
    return readCurves(this.folder)
  }

  /** Those whose heads can be read, by step. */
  checkpoints(): Checkpoint[] {
    return listCheckpoints(this.folder).good
  }

  /** The step of the checkpoint that is meant. */
  choose(choice: CheckpointChoice): number {
    return chooseCheckpoint(this.folder, choice)
  }

  /** Where training goes on from `choice`; 0 when the run never came to a checkpoint. */
  startingStep(choice: CheckpointChoice): number {
    return startingStep(this.folder, choice)
  }

  /** @param shapes of all weights, see paramShapes */
  readCheckpoint(step: number, shapes: Shapes): { state: LearnerState; info: CheckpointInfo } {
    return readCheckpoint(this.folder, step, shapes)
  }

  /** Writes a checkpoint and removes those no longer wanted. */
  writeCheckpoint(state: LearnerState, shapes: Shapes, info: CheckpointInfo, keep: number): Checkpoint {
    writeCheckpoint(this.folder, state, shapes, info)
    thinCheckpoints(this.folder, keep, readManifest(this.folder).labels, likedSteps(this.folder))
    const written = this.checkpoints().find(({ step }) => step === info.step)
    if (!written) throw new Error(`the checkpoint of step ${info.step} is gone from ${this.folder}`)
    return written
  }

  snapshots(): number[] {
    return snapshotSteps(this.folder)
  }

  packedSnapshot(step: number): PackedSnapshot {
    return readSnapshot(this.folder, step)
  }

  readSnapshot(step: number): Frame {
    return unpackSnapshot(this.packedSnapshot(step))
  }

  /** Snapshots for adding to; nobody else adds to them meanwhile. */
  shelf(): Shelf {
    return new Shelf(this.folder, MB * this.manifest().settings.snapshotBudget)
  }

  /** @param thumbnail PNG of the newest samples */
  writeThumbnail(thumbnail: Uint8Array): void {
    writeAtomicSync(join(this.folder, THUMBNAIL), thumbnail)
  }

  /** Moves what was saved after `step` out of the way of training that goes on from there. */
  supersede(step: number): void {
    const later = (steps: readonly number[]) => steps.filter((other) => other > step).reverse()
    // Newest first: cut short at any point, what is left is still one run up to some step.
    const files = [
      ...later(checkpointSteps(this.folder)).map((other) => checkpointFile(this.folder, other)),
      ...later(snapshotSteps(this.folder)).map((other) => snapshotFile(this.folder, other)),
    ]
    if (files.length === 0) return
    const aside = join(this.folder, SUPERSEDED, new Date().toISOString().replace(/\W/g, ''))
    for (const name of [CHECKPOINTS, SNAPSHOTS]) mkdirSync(join(aside, name), { recursive: true })
    for (const file of files) renameSync(file, join(aside, file.slice(this.folder.length)))
  }

  /** Oldest first. */
  evaluations(): Evaluation[] {
    return readEvaluations(this.folder)
  }

  /** Keeps how well a checkpoint did. */
  evaluated(evaluation: Evaluation): void {
    addEvaluation(this.folder, evaluation)
  }

  detail(): RunDetail {
    return {
      summary: summaryOf(this.folder),
      manifest: this.manifest(),
      checkpoints: this.checkpoints(),
      snapshots: this.snapshots(),
      snapshotsMade: snapshotsMade(this.folder),
    }
  }
}

/** @throws StudioError naming run.json when the folder is not a run. */
export function openRun(folder: string): Run {
  const run = new Run(folder)
  run.manifest()
  return run
}
