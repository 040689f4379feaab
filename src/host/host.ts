import { existsSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import log from 'electron-log/node'
import { bestEngine, engineStatuses } from '../engine/statuses'
import { createListing } from '../runs/listing'
import { sweepRemoved } from '../runs/remove'
import { answer } from '../studio/server'
import type { Hello, StudioEvent, Wire } from '../studio/api'
import type { Preferences } from '../studio/preferences'
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
import { lineOf } from './log'
import { createPreferences } from './preferences'
import { createSaving } from './saving'
import { createSessions, type Sessions } from './sessions'
import { createStudio } from './studio'
import { createTrainers } from './trainers'
import { trainWaiting } from './training'
import { createTransfers, type Transfers } from './transfers'

/** The studio without a window: it holds runs, data sets and what trains, and talks to any number of windows. */
export interface Host {
  readonly home: Home
  connect(wire: Wire): void
  /** How far training is, 0…1, or −1 when nothing trains. Returns what stops listening. */
  onProgress(listener: (fraction: number) => void): () => void
  preferences(): Preferences
  onPreferences(listener: (preferences: Preferences) => void): void
  /** Hears what every window is told. Returns what stops listening. */
  onEvent(listener: (event: StudioEvent) => void): () => void
  /** Whether `path` lies among runs and logs. */
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
  log.transports.console.level = 'error'
  const fault = (error: unknown) => log.error(error)
  log.info(
    `Easel ${VERSION} for ${shell}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  )

  const listeners = new Set<(fraction: number) => void>()
  const hearing = new Set<(event: StudioEvent) => void>()
  const windows = createSessions(
    () => trainers.watchChanged(),
    (run) => trainers.frameTaken(run),
  )
  const sessions: Sessions = {
    ...windows,
    tell(event) {
      const line = lineOf(event)
      if (line) log[line.level](line.text)
      windows.tell(event)
      for (const listen of hearing) listen(event)
    },
  }
  const preferences = createPreferences(home)
  preferences.onChange((now) => sessions.tell({ kind: 'preferences', preferences: now }))
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
  const curves = createCurves()
  const services: Services = {
    shell,
    home,
    preferences,
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
    curves,
    saving: createSaving(curves, shell),
    listing: createListing(home.runs, () => sessions.tell({ kind: 'runs' }), fault),
    queue,
    removals: createRemovals(fault),
    transfers: createTransfers(
      home.runs,
      (job, done, total) => sessions.tell({ kind: 'progress', job, done, total }),
      () => sessions.tell({ kind: 'runs' }),
    ),
    hello() {
      // Plain JavaScript is there to check the others with: no choice for a person.
      const engines = engineStatuses().filter(({ name }) => name !== 'cpu')
      const preferred = preferences.now().engine
      const engine =
        engines.find(({ name, available }) => available && name === preferred)?.name ?? bestEngine()
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
        engines,
        engine,
        runsFolder: home.runs,
        preferences: preferences.now(),
        troubles: troublesOf(home),
      }
    },
  }
  // After the window: it is what a person waits for.
  const opening = setTimeout(() => {
    try {
      queue.open()
    } catch (error) {
      fault(error)
    }
  }, QUEUE_WAITS_MS)
  return {
    home,
    connect(wire) {
      answer(wire, createStudio(services, sessions.open(wire)), fault, (name, { message, remedy }) => {
        // What leaves nothing to do, as a question that a newer one replaced, is no trouble.
        if (remedy) log.warn(`${name}: ${message} ${remedy}`)
      })
    },
    onProgress(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    transfers: services.transfers,
    preferences: () => preferences.now(),
    onPreferences: (listener) => preferences.onChange(listener),
    onEvent(listener) {
      hearing.add(listener)
      return () => hearing.delete(listener)
    },
    owns: (path) =>
      [home.runs, home.logs].some((folder) => (resolve(path) + sep).startsWith(resolve(folder) + sep)),
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

/** What was found wrong before any window was there. */
function troublesOf({ problem, dataFolder: { path, from } }: Home): Hello['troubles'] {
  const gone = from === 'preferences' && !existsSync(path)
  return [
    ...(problem ? [{ message: problem.message, remedy: problem.remedy }] : []),
    ...(gone
      ? [
          {
            message: `The data folder ${path} is not there.`,
            remedy: 'Bring its disk back and start again, or choose another folder in Preferences.',
          },
        ]
      : []),
  ]
}
