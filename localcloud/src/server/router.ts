import type { IncomingMessage, ServerResponse } from 'node:http'
import { authRoute } from '../auth/routes'
import { serveConsole } from '../control/console'
import { control } from '../control/routes'
import { paymentSheet } from '../pay/sheet'
import type { Services } from '../services'
import { serveFile } from '../storage/routes'
import { webRoute } from '../web/routes'
import { allowOrigin } from './cors'
import { HttpError, sendJson } from './http'
import { fromThisMachine } from './local'

/** Hands a request to its part of the emulator. The server SDKs come first: theirs is the hot path. */
export function route(services: Services, request: IncomingMessage, response: ServerResponse): Promise<void> | void {
  const url = request.url ?? '/'
  if (request.method === 'POST' && url.startsWith('/admin')) {
    requireLocal(request)
    return services.admin.handle(request, response)
  }
  if (url.startsWith('/_localcloud/') || url.startsWith('/console')) return internal(services, request, response)
  allowOrigin(response)
  if (request.method === 'OPTIONS') {
    response.writeHead(204)
    response.end()
    return
  }
  return open(services, request, response)
}

/** What only this machine may use. */
async function internal(services: Services, request: IncomingMessage, response: ServerResponse): Promise<void> {
  requireLocal(request)
  const url = new URL(request.url ?? '/', 'http://local')
  if (url.pathname.startsWith('/_localcloud/')) {
    const path = url.pathname.slice('/_localcloud/'.length)
    sendJson(response, (await control(services, request, path, url.searchParams)) ?? null)
  } else await serveConsole(response, url.pathname)
}

/** What clients use. */
async function open(services: Services, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://local')
  if (url.pathname.startsWith('/pay/')) {
    sendJson(response, await paymentSheet(services.pay, request, url.pathname.slice('/pay/'.length)))
  } else if (url.pathname.startsWith('/files/')) {
    await serveFile(services.files, services.faults, request, response, url)
  } else if (/^\/auth\/v[12]\//.test(url.pathname)) {
    sendJson(response, await authRoute(services.auth, request, url))
  } else if (url.pathname.startsWith('/v1/') || url.pathname === '/web') {
    await webRoute(services, request, response, url)
  } else throw new HttpError(404, { code: 'NOT_FOUND', message: `no such address: ${url.pathname}` })
}

function requireLocal(request: IncomingMessage): void {
  if (!fromThisMachine(request)) {
    throw new HttpError(403, { code: 'FORBIDDEN', message: 'this address answers only programs on the same machine' })
  }
}
