import { join, resolve, sep } from 'node:path'
import log from 'electron-log/node'
import { bestEngine, engineStatuses } from '../engine/statuses'
import { createListing } from '../runs/listing'
import { sweepRemoved } from '../runs/remove'
import { answer } from '../studio/server'
import type { Hello, Wire } from '../studio/api'
import { VERSION } from '../studio/version'
import { createCurves } from './curves'
import { createDatasets } from './datasets'
import { createEstimates } from './estimates'
import { createEvaluations } from './evaluations'
import { createExporting } from './exporting'
import { createGallery } from './gallery'
import { home as defaultHome, type Home } from './home'
import { createQueue } from './queue'
import { createRemovals } from './removals'
import { openById, type Services } from './services'
import { createSessions, type Sessions } from './sessions'
import { createStudio } from './studio'
import { createTrainers } from './trainers'
import { trainWaiting } from './training'
import { createTransfers, type Transfers } from './transfers'

/** The studio without a window: it holds runs, data sets and what trains, and talks to any number of windows. */
export interface Host {
  connect(wire: Wire): void
  /** How far training is, 0…1, or −1 when nothing trains. Returns what stops listening. */
  onProgress(listener: (fraction: number) => void): () => void
  /** Whether `path` lies in the runs folder. */
  owns(path: string): boolean
  /** Runs as zips. */
  readonly transfers: Transfers
  /** Logs what no one meant a person to read. */
  fault(error: unknown): void
  /** Keeps what trains, and ends it. */
  close(): Promise<void>
}

const QUEUE_WAITS_MS = 1500

export function createHost(shell: Hello['shell'], home: Home = defaultHome()): Host {
  log.transports.file.resolvePathFn = () => join(home.logs, 'easel.log')
  log.transports.console.level = 'warn'
  const fault = (error: unknown) => log.error(error)
  log.info(
    `Easel ${VERSION} for ${shell}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  )

  const listeners = new Set<(fraction: number) => void>()
  const sessions: Sessions = createSessions(
    () => trainers.watchChanged(),
    (run) => trainers.frameTaken(run),
  )
  const trainers = createTrainers(
    home.library,
    () => sessions,
    (fraction) => listeners.forEach((listen) => listen(fraction)),
    fault,
    () => queue.ended(),
  )
  const queue = createQueue(join(home.runs, 'queue.json'), {
    begin: (waiting) => trainWaiting(services, waiting),
    stop: () => {
      const run = trainers.training()
      if (run !== undefined) trainers.command(run, { kind: 'stop', keep: true })
    },
    changed(started) {
      if (started !== undefined) {
        const { name } = openById(services, started).manifest()
        sessions.tell({ kind: 'turn', run: started, name })
      }
      sessions.tell({ kind: 'runs' })
    },
    fault,
  })
  const estimates = createEstimates()
  sweepRemoved(home.runs).catch(fault)
  const services: Services = {
    home,
    trainers,
    sessions,
    estimates,
    datasets: createDatasets(home.library, (job, done, total) =>
      sessions.tell({ kind: 'progress', job, done, total }),
    ),
    gallery: createGallery(home.library, (done, total) =>
      sessions.tell({ kind: 'progress', job: 'sample', done, total }),
    ),
    exporting: createExporting(home.library, (done, total) =>
      sessions.tell({ kind: 'progress', job: 'export', done, total }),
    ),
    evaluations: createEvaluations(home.library, (done, total) =>
      sessions.tell({ kind: 'progress', job: 'evaluate', done, total }),
    ),
    curves: createCurves(),
    listing: createListing(home.runs, () => sessions.tell({ kind: 'runs' }), fault),
    queue,
    removals: createRemovals(fault),
    transfers: createTransfers(
      home.runs,
      (job, done, total) => sessions.tell({ kind: 'progress', job, done, total }),
      () => sessions.tell({ kind: 'runs' }),
    ),
    hello() {
      const engine = bestEngine()
      // Whoever opens the studio is about to start a run, or to look at one that trains.
      if (trainers.training() === undefined)
        try {
          estimates.warm(engine)
        } catch (error) {
          fault(error)
        }
      return {
        version: VERSION,
        shell,
        // Plain JavaScript is there to check the others with: no choice for a person.
        engines: engineStatuses().filter(({ name }) => name !== 'cpu'),
        engine,
        runsFolder: home.runs,
      }
    },
  }
  // After the window: it is what a person waits for.
  const opening = setTimeout(() => queue.open(), QUEUE_WAITS_MS)
  return {
    connect(wire) {
      answer(wire, createStudio(services, sessions.open(wire)), fault)
    },
    onProgress(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    owns: (path) => resolve(path).startsWith(resolve(home.runs) + sep),
    transfers: services.transfers,
    fault,
    async close() {
      clearTimeout(opening)
      queue.close()
      await Promise.all([
        services.estimates.close(),
        services.gallery.close(),
        trainers.close(),
        services.removals.close(),
      ])
    },
  }
}
