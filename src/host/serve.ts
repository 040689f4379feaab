import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import sirv from 'sirv'
import { WebSocketServer, type WebSocket } from 'ws'
import { StudioError, type Packet, type Wire } from '../studio/api'
import { decodePacket, encodePacket } from '../studio/codec'
import { RUNS_PATH } from '../studio/requests/runs'
import { CONTENT_POLICY } from './policy'
import type { Host } from './host'
import { answerFiles } from './serveFiles'

const LARGEST_UPLOAD = 1 << 30

const same = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

const overSocket = (socket: WebSocket, onFault: (error: unknown) => void): Wire => ({
  send: (packet: Packet) => socket.send(encodePacket(packet)),
  onPacket: (listener) =>
    socket.on('message', (data: Buffer) => {
      try {
        listener(decodePacket(data))
      } catch (error) {
        onFault(error)
        socket.close(1003, 'not a packet')
      }
    }),
  onClose: (listener) => socket.on('close', listener),
})

export interface Served {
  /** Where to open it; holds the token, new at every start. */
  readonly address: string
  close(): Promise<void>
}

/**
 * The studio for a browser on this machine: pages over HTTP, the conversation over a WebSocket, on 127.0.0.1
 * alone. The address's token becomes a cookie and leaves the address bar; without it nothing is answered, and
 * pages of other origins (or names rebound to this machine) are refused.
 * @param pages folder of the built renderer
 * @throws StudioError when the port is taken
 */
export async function serve(host: Host, pages: string, port: number): Promise<Served> {
  const token = randomBytes(24).toString('base64url')
  let origin = ''
  let cookie = ''
  const trusted = (request: IncomingMessage) => `http://${request.headers.host}` === origin
  const known = (request: IncomingMessage) =>
    (request.headers.cookie ?? '').split(/;\s*/).some((pair) => same(pair, `${cookie}=${token}`))

  const files = sirv(pages, { etag: true })
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const refuse = (status: number, words: string) =>
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${words}\n`)
    if (!trusted(request)) return refuse(421, `Open ${origin} instead.`)
    const url = new URL(request.url ?? '/', origin)
    const given = url.searchParams.get('token')
    if (given !== null && same(given, token))
      return response
        .writeHead(303, {
          location: '/',
          'set-cookie': `${cookie}=${token}; HttpOnly; SameSite=Strict; Path=/`,
        })
        .end()
    if (!known(request))
      return refuse(401, 'Open the address Easel printed when it started: it holds the key.')
    response.setHeader('content-security-policy', CONTENT_POLICY)
    response.setHeader('x-content-type-options', 'nosniff')
    response.setHeader('referrer-policy', 'no-referrer')
    // Pages of other ports are of this site: a strict cookie alone would let them use what is here.
    response.setHeader('cross-origin-resource-policy', 'same-origin')
    if (url.pathname.startsWith(RUNS_PATH))
      return void answerFiles(host, url, request, response, origin).catch(host.fault)
    files(request, response, () => void refuse(404, 'No such page.'))
  })

  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_UPLOAD })
  server.on('upgrade', (request, socket, head) => {
    // One that is gone before it is answered.
    socket.on('error', host.fault)
    if (
      !trusted(request) ||
      request.headers.origin !== origin ||
      !known(request) ||
      request.url !== '/studio'
    )
      return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    sockets.handleUpgrade(request, socket, head, (open) => {
      // A frame that is none, or one beyond all bounds: the socket closes by itself.
      open.on('error', host.fault)
      host.connect(overSocket(open, host.fault))
    })
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new StudioError(
              `Port ${port} is taken by another program.`,
              'Choose another with --port, or leave it out.',
            )
          : error,
      ),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  const at = (server.address() as AddressInfo).port
  origin = `http://127.0.0.1:${at}`
  cookie = `easel-${at}`
  return {
    address: `${origin}/?token=${token}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
