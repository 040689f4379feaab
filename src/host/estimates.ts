import { networkOf, paramShapes } from '../draw/network'
import { paramCount } from '../draw/params'
import { StudioError, type Estimate } from '../studio/api'
import type { DatasetRef, EngineName } from '../studio/run'
import type { Settings } from '../studio/settings'
import type { MeasureResult } from '../studio/trainer'
import { run, type Running } from './jobs'

export interface Estimates {
  /** What a run would take, from a few steps made on this engine; a newer question ends an older one's measuring. */
  of(dataset: DatasetRef, settings: Settings, engine: EngineName): Promise<Estimate>
  /** Ends a measuring under way: training comes first. Resolves when it has. */
  cancel(): Promise<void>
}

export function createEstimates(): Estimates {
  const known = new Map<string, MeasureResult>()
  let asked = 0
  let measuring: Running<MeasureResult> | undefined
  /** Also those cancelled and not yet ended. */
  const measurings = new Set<Promise<unknown>>()
  const end = async () => {
    measuring?.cancel()
    measuring = undefined
    await Promise.allSettled(measurings)
  }
  return {
    async of(dataset, settings, engine) {
      const { batch } = settings
      const network = networkOf(dataset, settings)
      const { channels, height, width } = network
      const key = JSON.stringify([engine, network, batch])
      let measured = known.get(key)
      if (!measured) {
        const question = ++asked
        await end()
        if (question !== asked) throw new StudioError('Cancelled.')
        const mine = run({ kind: 'measure', engine, settings, channels, height, width })
        measuring = mine
        measurings.add(mine.result)
        measured = await mine.result.finally(() => {
          measurings.delete(mine.result)
          if (measuring === mine) measuring = undefined
        })
        known.set(key, measured)
      }
      const { secondsPerStep, bytes } = measured
      return {
        parameters: paramCount(paramShapes(network)),
        bytes,
        secondsPerStep,
        secondsPerEpoch: secondsPerStep * Math.max(1, Math.floor(dataset.trainCount / batch)),
        secondsTotal: secondsPerStep * settings.steps,
      }
    },
    cancel() {
      // Questions that wait for the last one to end are not asked any more.
      asked++
      return end()
    },
  }
}
