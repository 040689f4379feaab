import { loadTensorFlowFirst } from '../host/first'
import { app, BrowserWindow, nativeTheme } from 'electron'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createHost } from '../host/host'
import { bringUp, connectWindows } from './connect'
import { createMenu } from './menu'
import { registerScheme, servePages, PAGE } from './pages'
import { openWindow, sendCommand } from './window'

// GTK loads Mesa's LLVM with global symbols; TensorFlow loaded after it crashes (docs/decisions/0003).
loadTensorFlowFirst()

// Closing the window stops nothing on its own: quitting does, below.
registerScheme()

// What the window remembers, and that one Easel runs at a time, is a matter of each home.
const home = process.env['EASEL_HOME']
if (home && !app.commandLine.hasSwitch('user-data-dir')) {
  const folder = join(resolve(home), 'electron')
  mkdirSync(folder, { recursive: true })
  app.setPath('userData', folder)
}

const only = app.requestSingleInstanceLock()
if (!only) app.quit()
else void start()

async function start() {
  await app.whenReady()
  const host = createHost('electron')
  const dress = () => (nativeTheme.themeSource = host.preferences().theme)
  dress()
  host.onPreferences(dress)
  servePages(join(app.getAppPath(), 'out/renderer'))
  connectWindows(
    host,
    createMenu((id) => {
      const [window] = BrowserWindow.getAllWindows()
      if (window) sendCommand(window, id)
    }),
  )
  openWindow(PAGE, host)

  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows()
    bringUp(window)
  })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(PAGE, host)
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  // Training checkpoints before the program ends, so that it can be resumed where it was.
  let closed = false
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void host
      .close()
      .catch(host.fault)
      .finally(() => {
        closed = true
        app.quit()
      })
  })
}
