import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeAtomic } from '../files/atomic'
import { curvesCsv } from '../runs/curvesCsv'
import { EXPORTS } from '../runs/layout'
import type { Run } from '../runs/run'
import type { Hello } from '../studio/api'
import type { ExportResult } from '../studio/requests/gallery'
import type { RunsCurves } from './curves'

/** Files beside those of the gallery, written into the exports folders of runs. */
export interface Saving {
  /** @param bytes what a window made */
  save(run: Run, name: string, mime: string, bytes: Uint8Array): Promise<ExportResult>
  /** All points of the runs' curves, beside the first of them. */
  curves(runs: readonly Run[]): Promise<ExportResult>
}

/** @param shell a browser gets the bytes, too: it has no other way to the file */
export function createSaving(curves: RunsCurves, shell: Hello['shell']): Saving {
  const placeIn = (run: Run, name: string) => {
    mkdirSync(join(run.folder, EXPORTS), { recursive: true })
    return join(run.folder, EXPORTS, name)
  }
  return {
    async save(run, name, mime, bytes) {
      const path = placeIn(run, name)
      await writeAtomic(path, bytes)
      return { path, name, mime }
    },
    async curves(runs) {
      const tables = []
      for (const run of runs) {
        const { stepsPerEpoch, ...measured } = await curves.of(run)
        tables.push({ run: run.id, curves: measured, stepsPerEpoch })
      }
      const name = `curves${runs.length > 1 ? `-of-${runs.length}-runs` : ''}.csv`
      const path = placeIn(runs[0] as Run, name)
      await writeAtomic(path, curvesCsv(tables))
      const mime = 'text/csv'
      return { path, name, mime, ...(shell === 'browser' && { bytes: new Uint8Array(await readFile(path)) }) }
    },
  }
}
