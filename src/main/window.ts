import { app, BrowserWindow, nativeTheme, session } from 'electron'
import { join } from 'node:path'
import type { Host } from '../host/host'
import type { CommandId } from '../studio/commands'
import { CHANNELS } from '../studio/shell'
import { showOnIcon } from './attention'
import { keepWindow } from './keepWindow'
import { ORIGIN } from './pages'

/** The studio's window: sandboxed, isolated, and unable to go anywhere else. */
export function openWindow(page: string, host: Host): BrowserWindow {
  const kept = keepWindow(host)
  const window = new BrowserWindow({
    ...kept.place,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Easel',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#15171a' : '#f4f2ee',
    webPreferences: {
      preload: join(app.getAppPath(), 'out/preload/index.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  kept.follow(window)
  showOnIcon(window, host)

  const { webContents } = window
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  webContents.on('will-navigate', (event, url) => {
    if (!url.startsWith(ORIGIN)) event.preventDefault()
  })
  const allowed = ['clipboard-sanitized-write', 'notifications']
  session.defaultSession.setPermissionRequestHandler((_contents, permission, reply) =>
    reply(allowed.includes(permission)),
  )
  window.loadURL(page).catch(host.fault)
  return window
}

/** Has the window carry out what was chosen in a menu. */
export function sendCommand({ webContents }: BrowserWindow, id: CommandId): void {
  // A menu is as good as a click: without one a page may open no dialog for files.
  webContents.executeJavaScript('undefined', true).then(
    () => webContents.send(CHANNELS.command, id),
    // Closed meanwhile: nobody is there to carry it out.
    () => undefined,
  )
}
