import type { CommandId } from '../../studio/commands'
import type { ThemeChoice } from '../../studio/preferences'
import { LINKS } from '../../studio/shell'
import type { App } from '../state/app.svelte'
import type { Offer } from '../state/commands.svelte'
import type { Place } from '../state/route'

/** What commands ask of the frame itself. */
export interface FrameParts {
  /** Has files chosen for an import. */
  readonly chooseData: () => void
  /** Has the zip of a run chosen. */
  readonly chooseRun: () => void
  readonly open: (dialog: 'palette' | 'shortcuts' | 'discard') => void
}

/** What can be done wherever the window is. Views offer what only they can do. */
export function frameOffers(app: App, { chooseData, chooseRun, open }: FrameParts): [CommandId, Offer][] {
  const trains = () => app.active !== undefined
  const told = (command: 'pause' | 'resume' | 'checkpoint' | 'stop-keep') => () => {
    if (app.active)
      app.studio.command({ run: app.active.id, command }).catch((error: unknown) => app.fail(error))
  }
  const paused = () => app.active?.state === 'paused'
  const go = (place: Place): Offer => ({
    run: () => app.go(place),
    checked: () => app.view.place === place,
  })
  const shows = (choice: ThemeChoice): Offer => ({
    run: () => void app.prefer({ theme: choice }),
    checked: () => app.preferences.theme === choice,
  })
  return [
    ['new-run', { run: () => app.go('new') }],
    ['import-data', { run: chooseData }],
    ['import-run', { run: chooseRun }],
    [
      'export',
      { run: () => app.go('gallery', app.view.run, { export: 'yes' }), enabled: () => app.runs.length > 0 },
    ],
    ['preferences', go('preferences')],
    [
      'pause-resume',
      {
        run: () => told(paused() ? 'resume' : 'pause')(),
        enabled: trains,
        title: () => (paused() ? 'Resume' : 'Pause'),
      },
    ],
    ['checkpoint', { run: told('checkpoint'), enabled: trains }],
    ['stop-keep', { run: told('stop-keep'), enabled: trains }],
    ['stop-discard', { run: () => open('discard'), enabled: trains }],
    ['watch-active', { run: () => app.go('watch', app.active?.id ?? null), enabled: trains }],
    ['go-new', go('new')],
    ['go-watch', go('watch')],
    ['go-runs', go('runs')],
    ['go-gallery', go('gallery')],
    ['go-lab', go('lab')],
    ['palette', { run: () => open('palette') }],
    ['theme-system', shows('system')],
    ['theme-light', shows('light')],
    ['theme-dark', shows('dark')],
    ['help', go('help')],
    ['shortcuts', { run: () => open('shortcuts') }],
    ['log', go('log')],
    ['paper', { run: () => openLink(app) }],
    ['about', go('about')],
  ]
}

function openLink({ shell }: App): void {
  if (shell) shell.openLink('paper')
  else window.open(LINKS.paper, '_blank', 'noopener,noreferrer')
}
