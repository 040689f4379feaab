import { createReadStream, promises as fs } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { systemError } from '../files/systemError'
import { StudioError } from '../studio/api'
import { RUNS_PATH } from '../studio/requests/runs'
import type { Host } from './host'

/** Files too large for a socket's messages, as they pass: a run's zip in, by POST; what was exported out, by GET. */
export async function answerFiles(
  { transfers, fault }: Host,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
): Promise<void> {
  const json = (status: number, value: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  try {
    if (request.method === 'POST' && url.pathname === RUNS_PATH) {
      // A page elsewhere may post here, but can't say that it is this one.
      if (request.headers.origin !== origin) return void json(403, { message: 'Not from here.', remedy: '' })
      return void json(200, await transfers.receive(request, url.searchParams.get('name') ?? ''))
    }
    if (request.method !== 'GET')
      return void json(405, { message: `Nothing is done by ${request.method} here.`, remedy: '' })
    const [run = '', name = '', more] = url.pathname.slice(RUNS_PATH.length).split('/').map(decoded)
    if (more !== undefined) throw new StudioError(`${url.pathname} is not a run’s file.`, 'Export it again.')
    const file = transfers.exported(run, name)
    const { size } = await fs.stat(file).catch((error: unknown) => {
      throw systemError('read', file, error)
    })
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': size,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    })
    await pipeline(createReadStream(file), response)
  } catch (error) {
    if (response.headersSent) return void response.destroy()
    if (!(error instanceof StudioError)) fault(error)
    const { message } = error instanceof Error ? error : new Error(String(error))
    json(400, { message, remedy: error instanceof StudioError ? error.remedy : '' })
  }
}

/** @throws StudioError when it is no part of an address */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch (error) {
    throw new StudioError(`${part} is not a name.`, 'Export it again.', { cause: error })
  }
}
