import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { CHANNELS, PORT_MESSAGE, type Shell } from '../studio/shell'

ipcRenderer.on(CHANNELS.port, ({ ports }) => window.postMessage(PORT_MESSAGE, '*', ports))

const shell: Shell = {
  connect: () => ipcRenderer.send(CHANNELS.connect),
  pathOf: (file) => webUtils.getPathForFile(file),
  reveal: (path) => ipcRenderer.send(CHANNELS.reveal, path),
}
contextBridge.exposeInMainWorld('easel', shell)
