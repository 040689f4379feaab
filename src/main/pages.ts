import { net, protocol } from 'electron'
import { join, normalize, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CONTENT_POLICY } from '../host/policy'

export const ORIGIN = 'app://studio/'
export const PAGE = `${ORIGIN}index.html`

/** Before the app is ready: app:// is a secure, standard scheme. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built renderer in `folder`, and nothing outside it, as app://studio/. */
export function servePages(folder: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    const path = normalize(join(folder, decodeURIComponent(url.pathname)))
    if (url.host !== 'studio' || !path.startsWith(folder + sep))
      return new Response('No such page.', { status: 404 })
    const file = await net.fetch(pathToFileURL(path).href).catch(() => undefined)
    if (!file?.ok) return new Response('No such page.', { status: 404 })
    const headers = new Headers(file.headers)
    headers.set('content-security-policy', CONTENT_POLICY)
    headers.set('x-content-type-options', 'nosniff')
    return new Response(file.body, { headers })
  })
}
