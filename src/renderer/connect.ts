import type { Packet, Wire } from '../studio/api'
import { connectStudio, type Connection } from '../studio/client'
import { decodePacket, encodePacket } from '../studio/codec'
import { PORT_MESSAGE, type Shell } from '../studio/shell'

declare global {
  interface Window {
    readonly easel?: Shell
  }
}

const overPort = (port: MessagePort): Wire => ({
  send: (packet) => port.postMessage(packet),
  onPacket: (listener) => {
    port.addEventListener('message', ({ data }: MessageEvent<Packet>) => listener(data))
    port.start()
  },
  onClose: (listener) => port.addEventListener('close', listener),
})

const overSocket = (socket: WebSocket): Wire => ({
  send: (packet) => socket.send(encodePacket(packet)),
  onPacket: (listener) =>
    socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) =>
      listener(decodePacket(new Uint8Array(data))),
    ),
  onClose: (listener) => socket.addEventListener('close', listener),
})

const portFrom = (shell: Shell): Promise<MessagePort> =>
  new Promise((resolve) => {
    const take = ({ data, source, ports: [port] }: MessageEvent) => {
      if (data !== PORT_MESSAGE || source !== window || !port) return
      window.removeEventListener('message', take)
      resolve(port)
    }
    window.addEventListener('message', take)
    shell.connect()
  })

const openSocket = (): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${location.host}/studio`)
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('open', () => resolve(socket))
    socket.addEventListener('error', () => reject(new Error('The studio does not answer.')))
  })

/** Reaches the studio: through a port of Electron's main process, or a socket of the served studio. */
export async function connect(): Promise<Connection> {
  return connectStudio(window.easel ? overPort(await portFrom(window.easel)) : overSocket(await openSocket()))
}
export type { Connection }
