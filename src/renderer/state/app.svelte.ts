import { createContext } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import { StudioError, type Hello, type Studio, type StudioEvent } from '../../studio/api'
import { changed, type PreferenceChange, type Preferences } from '../../studio/preferences'
import type { DatasetCard } from '../../studio/requests/data'
import type { RunSummary } from '../../studio/run'
import type { Shell } from '../../studio/shell'
import { apart } from './apart'
import { Commands } from './commands.svelte'
import { isActive } from './run-states'
import type { Connection } from '../connect'
import { Notices } from './notices.svelte'
import { theme } from './theme.svelte'
import { hashOf, viewOf, type Place, type View } from './route'

export interface Progress {
  readonly done: number
  /** 0 when unknown. */
  readonly total: number
}

/** What every view shares: the studio, where the window is, and the lists of data sets and runs. */
export class App {
  readonly studio: Studio
  /** The desktop's own services; undefined in a browser. */
  readonly shell: Shell | undefined
  readonly hello: Hello
  readonly onEvent: Connection['onEvent']
  readonly notices = new Notices()
  readonly commands = new Commands()
  /** Downloads and imports under way, by job. */
  readonly jobs = new SvelteMap<string, Progress>()
  view = $state.raw<View>(viewOf(location.hash))
  datasets = $state.raw<readonly DatasetCard[]>([])
  runs = $state.raw<readonly RunSummary[]>([])
  connected = $state(true)
  #preferences = $state.raw<Preferences>()
  /** The run that is being trained now, if any. */
  readonly active = $derived(this.runs.find(({ state }) => isActive(state)))
  #refresh: Promise<void> | undefined
  #again = false

  private constructor(connection: Connection, hello: Hello, shell: Shell | undefined) {
    this.studio = connection.studio
    this.onEvent = connection.onEvent
    this.shell = shell
    this.hello = hello
    this.#settle(hello.preferences)
    for (const trouble of hello.troubles) this.fail(new StudioError(trouble.message, trouble.remedy))
    connection.onEvent((event) => this.#take(event))
    connection.onClose(() => (this.connected = false))
  }

  /** Greets the studio and loads what the first view needs. */
  static async open(connection: Connection, shell: Shell | undefined): Promise<App> {
    const app = new App(connection, await connection.studio.hello({}), shell)
    await Promise.all([app.refreshDatasets(), app.refreshRuns()])
    return app
  }

  go(place: Place, run: string | null = null, query?: View['query']): void {
    location.hash = hashOf({ place, run, ...(query && { query }) })
    this.follow()
  }

  /** {@link go} in the place of where the window is: Back does not lead here again. */
  replace(place: Place, run: string | null = null): void {
    location.replace(hashOf({ place, run }))
    this.follow()
  }

  /** Takes the view from the address, which is where it is kept. */
  follow(): void {
    const view = viewOf(location.hash)
    if (hashOf(view) !== hashOf(this.view)) this.view = view
  }

  fail(error: unknown): void {
    this.notices.error(error)
  }

  get preferences(): Preferences {
    return this.#preferences ?? this.hello.preferences
  }

  /** Changes some of the preferences, at once here and then for good. */
  async prefer(change: PreferenceChange): Promise<void> {
    const before = this.preferences
    this.#settle(changed(before, change))
    try {
      await this.studio.prefer(change)
    } catch (error) {
      this.#settle(before)
      this.fail(error)
    }
  }

  runOf(id: string | null): RunSummary | undefined {
    return this.runs.find((run) => run.id === id)
  }

  async refreshDatasets(): Promise<void> {
    this.datasets = apart(await this.studio.datasets({}))
  }

  /** Events come in bursts: while one refresh is under way, all further calls make one more. */
  refreshRuns(): Promise<void> {
    if (this.#refresh) this.#again = true
    else
      this.#refresh = this.#loadRuns().finally(() => {
        this.#refresh = undefined
      })
    return this.#refresh ?? Promise.resolve()
  }

  async #loadRuns(): Promise<void> {
    do {
      this.#again = false
      this.runs = await this.studio.runs({})
    } while (this.#again)
  }

  #take(event: StudioEvent): void {
    switch (event.kind) {
      case 'state': {
        const { run, state, step, until, failure } = event
        this.#patch(run, { state, step, until, ...(failure && { failure }) })
        this.refreshRuns().catch((error: unknown) => this.fail(error))
        break
      }
      case 'metrics': {
        const step = event.training.at(-1)?.step
        if (step !== undefined) this.#patch(event.run, { step })
        break
      }
      case 'progress':
        this.jobs.set(event.job, { done: event.done, total: event.total })
        break
      case 'preferences':
        this.#settle(event.preferences)
        break
      case 'turn':
        this.notices.info(`“${event.name}” starts: it was next in the queue.`)
        break
      case 'snapshot':
        // Its first picture.
        if (!this.runOf(event.run)?.thumbnail) this.refreshRuns().catch((error: unknown) => this.fail(error))
        break
      // A score and a size.
      case 'checkpoint':
      case 'runs':
        this.refreshRuns().catch((error: unknown) => this.fail(error))
    }
  }

  #settle(preferences: Preferences): void {
    this.#preferences = preferences
    if (theme.choice !== preferences.theme) theme.choose(preferences.theme)
  }

  #patch(id: string, change: Partial<RunSummary>): void {
    this.runs = this.runs.map((run) => (run.id === id ? { ...run, ...change } : run))
  }
}

export const [getApp, setApp] = createContext<App>()
