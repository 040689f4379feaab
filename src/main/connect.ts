import {
  BrowserWindow,
  dialog,
  ipcMain,
  MessageChannelMain,
  shell,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type MessagePortMain,
} from 'electron'
import { isAbsolute } from 'node:path'
import type { Host } from '../host/host'
import type { Packet, Wire } from '../studio/api'
import { menuStateSchema, type MenuState } from '../studio/commands'
import { CHANNELS, LINKS, type LinkName } from '../studio/shell'
import { ORIGIN } from './pages'

/** Only the studio's own page, in the main frame, is heard. */
const ours = ({ senderFrame, sender }: IpcMainEvent | IpcMainInvokeEvent): boolean =>
  senderFrame !== null && senderFrame === sender.mainFrame && senderFrame.url.startsWith(ORIGIN)

const overPort = (port: MessagePortMain): Wire => ({
  send: (packet) => port.postMessage(packet),
  onPacket: (listener) => {
    port.on('message', ({ data }) => listener(data as Packet))
    port.start()
  },
  onClose: (listener) => port.on('close', listener),
})

/** Gives every window that asks a port to the studio, and answers the few things only Electron can do. */
export function connectWindows(host: Host, showMenu: (state: MenuState) => void): void {
  const hear = (channel: string, listener: (event: IpcMainEvent, given: unknown) => void) =>
    ipcMain.on(channel, (event, given: unknown) => {
      if (ours(event)) listener(event, given)
    })
  hear(CHANNELS.connect, (event) => {
    const { port1, port2 } = new MessageChannelMain()
    host.connect(overPort(port1))
    event.senderFrame?.postMessage(CHANNELS.port, null, [port2])
  })
  hear(CHANNELS.reveal, (_event, path) => {
    if (typeof path === 'string' && isAbsolute(path) && host.owns(path)) shell.showItemInFolder(path)
  })
  hear(CHANNELS.menu, (_event, state) => {
    const parsed = menuStateSchema.safeParse(state)
    if (parsed.success) showMenu(parsed.data)
    else host.fault(parsed.error)
  })
  hear(CHANNELS.link, (_event, link) => {
    if (typeof link !== 'string' || !Object.hasOwn(LINKS, link)) return
    shell.openExternal(LINKS[link as LinkName]).catch((error: unknown) => host.fault(error))
  })
  hear(CHANNELS.show, ({ sender }) => bringUp(BrowserWindow.fromWebContents(sender)))
  ipcMain.handle(CHANNELS.chooseFolder, async (event) => {
    const window = ours(event) && BrowserWindow.fromWebContents(event.sender)
    if (!window) return null
    const { filePaths } = await dialog.showOpenDialog(window, {
      properties: ['openDirectory', 'createDirectory'],
    })
    return filePaths[0] ?? null
  })
}

/** Shows a window that may be hidden, minimised or behind others. */
export function bringUp(window: BrowserWindow | null | undefined): void {
  if (window?.isMinimized()) window.restore()
  window?.show()
  window?.focus()
}
