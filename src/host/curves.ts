import { stepsPerEpoch } from '../data/batches'
import { KeptCurves } from '../runs/curves'
import type { Run } from '../runs/run'
import { sealed } from '../studio/curves'
import type { RunCurves } from '../studio/requests/runs'

/** Runs whose curves are kept; one of 100,000 steps takes 5 MB. */
const KEPT = 16

export interface RunsCurves {
  /** @throws StudioError when the run's log cannot be read or is damaged */
  of(run: Run): Promise<RunCurves>
}

/** The curves of runs. What has been read of a log is not read again. */
export function createCurves(): RunsCurves {
  /** By folder, the one asked for last at the end. */
  const kept = new Map<string, KeptCurves>()
  return {
    async of(run) {
      const log = kept.get(run.folder) ?? new KeptCurves(run.folder)
      kept.delete(run.folder)
      kept.set(run.folder, log)
      for (const old of [...kept.keys()].slice(0, -KEPT)) kept.delete(old)
      const { dataset, settings } = run.manifest()
      const curves = sealed(await log.read())
      return { ...curves, stepsPerEpoch: stepsPerEpoch(dataset.trainCount, settings.batch) }
    },
  }
}
