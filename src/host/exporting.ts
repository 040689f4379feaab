import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomic } from '../files/atomic'
import { exportCommand } from '../pictures/provenance'
import { EXPORTS as FOLDER } from '../runs/layout'
import type { Run } from '../runs/run'
import { eventsName } from '../runs/tensorboard'
import { StudioError, type RequestOf } from '../studio/api'
import type { Provenance } from '../studio/drawing'
import {
  EXPORT_DEFAULTS,
  formatOf,
  kindOf,
  originOf,
  resolved,
  type Content,
  type ExportName,
  type ExportOptions,
} from '../studio/exports'
import type { ExportResult } from '../studio/requests/gallery'
import type { ExportMade, Job } from '../studio/trainer'
import { VERSION } from '../studio/version'
import { run as runJob, type Running } from './jobs'

type Wanted = Omit<RequestOf<'export'>, 'run'>
type ExportJob = Extract<Job, { kind: 'export' }>

/** The job that makes a file, and what made it. @param place how the command is to find the run again */
export function exportJob(run: Run, library: string, place: string, wanted: Wanted, out: string): ExportJob {
  const { format, options } = wanted
  if (!formatOf(format).of.includes(kindOf(wanted.of)))
    throw new StudioError(
      `${formatOf(format).title} is not made of ${kindOf(wanted.of)}`,
      `It is made of ${formatOf(format).of.join(' or ')}.`,
    )
  const of = resolved(wanted.of, (choice) => run.choose(choice))
  const command = exportCommand({ run: place, format, of, options, out })
  const provenance: Provenance = { version: VERSION, run: place, ...madeBy(run, of), command }
  return { kind: 'export', run: run.folder, library, format, of, options, provenance }
}

/** Of what is not drawn at random, the seed is the run's own. */
function madeBy(run: Run, of: Content): Pick<Provenance, 'checkpoints' | 'seeds'> {
  const { checkpoints, seeds } = originOf(of)
  if (kindOf(of) === 'drawings') return { checkpoints, seeds }
  const newest = run.checkpoints().at(-1)
  return {
    checkpoints: of.kind === 'run' && newest ? [newest.step] : checkpoints,
    seeds: [run.manifest().settings.seed],
  }
}

/** Files written into the exports folders of runs, one at a time. */
export interface Exporting {
  write(run: Run, wanted: Wanted): Promise<ExportResult>
  /** Ends the one under way. */
  cancel(): void
}

export function createExporting(
  library: string,
  onProgress: (done: number, total: number) => void,
): Exporting {
  let running: Running<ExportMade> | undefined
  return {
    async write(run, wanted) {
      if (running) throw new StudioError('Another export is under way.', 'Wait for it, or cancel it.')
      const of = resolved(wanted.of, (choice) => run.choose(choice))
      const name = fileName(wanted.format, of, wanted.options, run)
      running = runJob(exportJob(run, library, run.id, { ...wanted, of }, name), onProgress)
      try {
        const { bytes } = await running.result
        const folder = join(run.folder, FOLDER)
        mkdirSync(folder, { recursive: true })
        const path = join(folder, name)
        await writeAtomic(path, bytes)
        return { path, name, mime: formatOf(wanted.format).mime, bytes }
      } finally {
        running = undefined
      }
    },
    cancel: () => running?.cancel(),
  }
}

/** What is in a file, as far as a name can tell; other choices of the same have a number from all of them. */
function fileName(format: ExportName, of: Content, options: ExportOptions, run: Run): string {
  const { ending } = formatOf(format)
  if (format === 'tensorboard') return eventsName(run)
  const { checkpoints, seeds } = originOf(of)
  const steps = checkpoints.length === 1 ? `step${checkpoints[0]}` : `steps${checkpoints.length}`
  const words = {
    samples: () => [
      ...(seeds.length === 1 ? [`seed${seeds[0]}`] : [`seeds${seeds.length}`]),
      `count${'count' in of ? of.count : 0}`,
    ],
    images: () => ['images'],
    picks: () => ['picks'],
    walk: () => ['walk'],
    readings: () => ['readings'],
    checkpoint: () => [],
    run: () => [],
  }[of.kind]()
  const { nearest, ...others } = options
  const usual =
    JSON.stringify({ ...EXPORT_DEFAULTS, nearest }) ===
    JSON.stringify({ ...EXPORT_DEFAULTS, ...others, nearest })
  const told =
    of.kind === 'checkpoint' || (of.kind === 'samples' && checkpoints.length === 1 && seeds.length === 1)
  const rest = told && usual ? [] : [numberOf(JSON.stringify([of, options]))]
  return `${[format, steps, ...words, ...(nearest ? ['nearest'] : []), ...rest].join('-')}.${ending}`
}

/** FNV-1a, 32 bits in hex. */
function numberOf(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
