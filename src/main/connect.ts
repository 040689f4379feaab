import { ipcMain, MessageChannelMain, shell, type IpcMainEvent, type MessagePortMain } from 'electron'
import { isAbsolute } from 'node:path'
import type { Host } from '../host/host'
import type { Packet, Wire } from '../studio/api'
import { CHANNELS } from '../studio/shell'
import { ORIGIN } from './pages'

/** Only the studio's own page, in the main frame, is heard. */
const ours = ({ senderFrame, sender }: IpcMainEvent): boolean =>
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
export function connectWindows(host: Host): void {
  ipcMain.on(CHANNELS.connect, (event) => {
    if (!ours(event)) return
    const { port1, port2 } = new MessageChannelMain()
    host.connect(overPort(port1))
    event.senderFrame?.postMessage(CHANNELS.port, null, [port2])
  })
  ipcMain.on(CHANNELS.reveal, (event, path: unknown) => {
    if (ours(event) && typeof path === 'string' && isAbsolute(path) && host.owns(path))
      shell.showItemInFolder(path)
  })
}
