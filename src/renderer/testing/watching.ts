import { render } from 'vitest-browser-svelte'
import { packed } from '../../snapshots/fixture'
import type { RequestName } from '../../studio/api'
import type { RunDetail } from '../../studio/requests/runs'
import type { RunSummary } from '../../studio/run'
import { App } from '../state/app.svelte'
import WatchView from '../views/watch/WatchView.svelte'
import { madeCurves, madeFrame } from './drawings'
import { detailOf, fakeStudio, runOf, type Answers, type FakeStudio } from './fake-studio'
import InApp from './InApp.svelte'

export const RUN = 'strokes-laptop-1'

export interface Watched {
  readonly studio: FakeStudio
  readonly app: App
  readonly view: Awaited<ReturnType<typeof render>>
  /** What was asked of the studio under this name, oldest first. */
  called(name: RequestName): unknown[]
}

/** The Watch view of {@link RUN}, as nobody has looked at it before unless `remembered`. */
export async function watched(
  change: Partial<RunSummary> = {},
  answers: Answers = {},
  detail: Partial<RunDetail> = {},
  remembered = false,
): Promise<Watched> {
  location.hash = `#/watch/${RUN}`
  if (!remembered) localStorage.removeItem('easel.watch')
  const summary = runOf({ state: 'running', step: 300, until: 5000, ...change })
  const studio = fakeStudio({
    runs: () => [summary],
    run: () => ({ ...detailOf(summary), ...detail }),
    curves: () => madeCurves(summary.step),
    snapshot: ({ step }) => packed(madeFrame(step)),
    watch: () => null,
    frameTaken: () => null,
    command: () => null,
    continue: () => null,
    change: () => null,
    ...answers,
  })
  const app = await App.open(studio.connection, undefined)
  const view = await render(InApp, { app, view: WatchView })
  return {
    studio,
    app,
    view,
    called: (name) => studio.calls.filter((call) => call.name === name).map(({ body }) => body),
  }
}
