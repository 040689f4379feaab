import { screen, type BrowserWindow } from 'electron'
import { dirname, join } from 'node:path'
import type { Host } from '../host/host'
import { readKept, writeKeptSync } from '../host/kept'
import { placeOf, windowStateSchema, type WindowState } from './windowState'

export interface KeptWindow {
  /** What to make the window with. */
  readonly place: ReturnType<typeof placeOf>
  /** Brings `window` into the state it was in, and keeps what becomes of it. */
  follow(window: BrowserWindow): void
}

/** The window's place, size and zoom, in window.json beside the preferences. */
export function keepWindow(host: Host): KeptWindow {
  const path = join(dirname(host.home.preferencesFile), 'window.json')
  const { value: state, problem } = readKept(path, windowStateSchema)
  // Nothing a person wrote is lost with it: no notice, a line in the log.
  if (problem) host.fault(problem)
  const screens = [
    screen.getPrimaryDisplay(),
    ...screen.getAllDisplays().filter(({ id }) => id !== screen.getPrimaryDisplay().id),
  ].map(({ workArea }) => workArea)
  return {
    place: placeOf(state, screens),
    follow(window) {
      window.once('ready-to-show', () => {
        // Shows the window, so not before there is something to show.
        if (state.maximized) window.maximize()
        if (state.fullScreen) window.setFullScreen(true)
      })
      window.webContents.on('did-finish-load', () => window.webContents.setZoomFactor(state.zoom))
      window.on('close', () => {
        const now: WindowState = {
          bounds: window.getNormalBounds(),
          maximized: window.isMaximized(),
          fullScreen: window.isFullScreen(),
          zoom: window.webContents.getZoomFactor(),
        }
        try {
          writeKeptSync(path, now)
        } catch (error) {
          host.fault(error)
        }
      })
    },
  }
}
