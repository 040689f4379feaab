import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { CommandId } from '../studio/commands'
import { CHANNELS, PORT_MESSAGE, type Shell } from '../studio/shell'

ipcRenderer.on(CHANNELS.port, ({ ports }) => window.postMessage(PORT_MESSAGE, '*', ports))

const shell: Shell = {
  connect: () => ipcRenderer.send(CHANNELS.connect),
  pathOf: (file) => webUtils.getPathForFile(file),
  reveal: (path) => ipcRenderer.send(CHANNELS.reveal, path),
  menu: (state) => ipcRenderer.send(CHANNELS.menu, state),
  onCommand: (listener) => void ipcRenderer.on(CHANNELS.command, (_event, id: CommandId) => listener(id)),
  openLink: (link) => ipcRenderer.send(CHANNELS.link, link),
  show: () => ipcRenderer.send(CHANNELS.show),
  chooseFolder: () => ipcRenderer.invoke(CHANNELS.chooseFolder) as Promise<string | null>,
}
contextBridge.exposeInMainWorld('easel', shell)
