import { readFileSync } from 'node:fs'
import { writeAtomicSync } from '../files/atomic'
import { systemError } from '../files/systemError'
import { writeNpz } from '../files/writeNpz'
import { arraysOf, madeOf } from '../snapshots/snapshot'
import { StudioError } from '../studio/api'
import type { Frame, PackedSnapshot } from '../studio/drawing'
import { snapshotFile } from './layout'

/**
 * Keeps `frame`.
 * @param made how many snapshots the run has made, with this one
 * @returns the file's size in bytes
 */
export function writeSnapshot(folder: string, frame: Frame, made: number): number {
  const bytes = writeNpz(arraysOf(frame, made))
  writeAtomicSync(snapshotFile(folder, frame.step), bytes)
  return bytes.length
}

/** A kept snapshot as it lies on disk; whoever unpacks it learns whether it is whole. */
export function readSnapshot(folder: string, step: number): PackedSnapshot {
  const file = snapshotFile(folder, step)
  try {
    return { step, file, bytes: new Uint8Array(readFileSync(file)) }
  } catch (error) {
    throw systemError('read', file, error)
  }
}

/**
 * How many snapshots had been made when that of `step` was; undefined where the file does not tell: an older one, or
 * one that is damaged, which whoever reads its pictures is told.
 */
export function readMade(folder: string, step: number): number | undefined {
  const packed = readSnapshot(folder, step)
  try {
    return madeOf(packed)
  } catch (error) {
    if (error instanceof StudioError) return undefined
    throw error
  }
}
