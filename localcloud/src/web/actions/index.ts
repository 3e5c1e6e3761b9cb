import type { IncomingMessage } from 'node:http'
import type { Identity } from '../../auth/auth'
import { DatabaseError, type Document } from '../../database/types'
import type { Caller } from '../../functions/caller'
import { HttpError, readJson } from '../../server/http'
import { nextRequestId } from '../../server/request-id'
import type { Services } from '../../services'
import { storageItems } from '../storages'
import { WATCH_PATH } from '../watch-path'
import { databaseAction } from './database'
import { storageAction } from './storage'

interface Request {
  services: Services
  identity: Identity
  /** Host and port under which the client reaches the emulator. */
  host: string
  /** What follows the service in the action's name. */
  verb: string
  body: Document
}

const ANSWERS: Record<string, (request: Request) => Document | Promise<Document>> = {
  auth: signSocket,
  functions: callFunction,
  database: ({ services, identity, verb, body }) =>
    databaseAction(verb, {
      documents: services.documentsOf(identity),
      body,
      now: services.clock.now(),
      limits: services.options.limits,
    }),
  storage: ({ services: { files }, identity, host, verb, body }) =>
    storageAction((name, items) => storageItems(files, identity, host, name, items), verb, body),
}

/**
 * `POST /web {action, access_token, …}`: signing a live query's connection, and everything the web SDK asks for with
 * `endPointMode: 'CLOUD_API'`, its way before the REST interface. Failures are `{code, message}` with status 200.
 */
export async function webAction(services: Services, request: IncomingMessage): Promise<Document> {
  const body = await readJson(request)
  const requestId = nextRequestId()
  const [service = '', verb = ''] = String(body.action).split('.')
  const answer = Object.hasOwn(ANSWERS, service) ? ANSWERS[service] : undefined
  if (!answer) return { code: 'INVALID_PARAM', message: `action ${body.action} is not emulated`, requestId }
  const identity = services.auth.identify(body.access_token)
  if (!identity) return { code: 'CHECK_LOGIN_FAILED', message: 'the access token is not valid', requestId }
  try {
    return { requestId, ...(await answer({ services, identity, host: request.headers.host ?? '', verb, body })) }
  } catch (error) {
    if (error instanceof DatabaseError) return { code: error.code, message: error.message, requestId }
    if (error instanceof SyntaxError) return { code: 'INVALID_PARAM', message: error.message, requestId }
    if (error instanceof HttpError) return { ...error.body, requestId }
    throw error
  }
}

/** `auth.wsWebSign`: where to connect for live queries, and a signature that says who. */
function signSocket({ services, identity, host, verb }: Request): Document {
  if (verb !== 'wsWebSign') return { code: 'INVALID_PARAM', message: `action auth.${verb} is not emulated` }
  const signStr = services.auth.tokens.issue(identity.uid, 'socket')
  return { data: { signStr, wsUrl: `ws://${host}${WATCH_PATH}`, secretVersion: 1, envId: services.options.env } }
}

async function callFunction({ services, identity, host, body }: Request): Promise<Document> {
  const caller: Caller = { source: 'web_client', client: true, ...identity, host }
  const { requestId, result, error } = await services.runtime.call(
    String(body.function_name),
    String(body.request_data ?? ''),
    caller,
  )
  return { ...(error ?? { data: { response_data: result } }), requestId }
}
