import type { IncomingMessage, ServerResponse } from 'node:http'
import { meetRequest } from '../faults/requests'
import { HttpError, sendJson, sendText } from '../server/http'
import { nextRequestId } from '../server/request-id'
import type { Services } from '../services'
import { webAction } from './actions'
import { databaseRoute } from './database/rest'
import { callFunction } from './functions'
import { storageRoute } from './storages'

/** The web SDK's endpoints under `/v1/` and `/web`. */
export async function webRoute(services: Services, request: IncomingMessage, response: ServerResponse, url: URL) {
  const { auth } = services
  const [, , area, name = ''] = url.pathname.split('/')
  if (services.faults.active && (await strike(services, url, response))) return
  if (url.pathname === '/web') sendJson(response, await webAction(services, request))
  else if (area === 'functions') {
    await callFunction(auth, services.runtime, request, response, decodeURIComponent(name))
  } else if (area === 'database') sendText(response, await databaseRoute(services, request, url))
  else if (area === 'storages') {
    sendJson(response, await storageRoute(services.files, auth.require(request), request, name))
  } else throw new HttpError(404, { code: 'NOT_FOUND', message: `no such address: ${url.pathname}` })
}

/** Lets a fault meet a client's request; true when nothing remains to be done. Its name: the function or the collection. */
async function strike({ faults }: Services, url: URL, response: ServerResponse): Promise<boolean> {
  const [, , area, name = ''] = url.pathname.split('/')
  const collection = /\/collections\/([^/]+)/.exec(url.pathname)?.[1]
  const met = await meetRequest(
    faults,
    { at: `web.${area ?? 'sign'}`, name: decodeURIComponent(collection ?? name) },
    response,
  )
  if (met === 'go on' || met === 'gone') return met === 'gone'
  throw new HttpError(500, { code: met.code, message: met.message, requestId: nextRequestId() })
}
