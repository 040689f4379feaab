import { app, type BrowserWindow } from 'electron'
import type { Host } from '../host/host'

/** What the program's icon says: how far training is, and how many runs ended while nobody looked. */
export function showOnIcon(window: BrowserWindow, host: Host): void {
  let ended = 0
  const stop = [
    host.onProgress((fraction) => window.setProgressBar(fraction)),
    host.onEvent((event) => {
      if (event.kind !== 'state' || window.isFocused()) return
      if (event.state !== 'finished' && event.state !== 'failed') return
      app.setBadgeCount(++ended)
      window.flashFrame(true)
    }),
  ]
  window.on('focus', () => {
    ended = 0
    app.setBadgeCount(0)
    window.flashFrame(false)
  })
  window.on('closed', () => stop.forEach((end) => end()))
}
