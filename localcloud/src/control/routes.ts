import type { IncomingMessage } from 'node:http'
import type { NewUser } from '../auth/users'
import type { Template } from '../openapi/templates'
import { HttpError, readJson } from '../server/http'
import type { Services } from '../services'
import { exportState, importState } from '../state/backup'
import { resetState } from '../state/reset'
import { clockState, moveClock } from './clock'
import { exportLines, importLines, readCollection, refusing, removeDocument, saveDocument } from './documents'
import { changeFaults } from './faults'
import {
  listCalls,
  listFunctions,
  readCustomerMessages,
  readFiles,
  readMessages,
  readPayments,
  readPeople,
} from './views'

type Body = Record<string, unknown>
type Route = (services: Services, body: Body, query: URLSearchParams) => unknown

/** What scripts and the console ask for, under `/_localcloud/`. Only this machine may. */
const ROUTES: Record<string, Route> = {
  'GET clock': (services) => clockState(services),
  'POST clock': (services, body) => moveClock(services, body),
  'POST users': async (services, body) => {
    const users = list<NewUser>(body.users, 'users')
    await services.users.add(users)
    return { added: users.length }
  },
  'POST tickets': (services, body) => ({ ticket: services.auth.tokens.issue(text(body.uid, 'uid'), 'ticket') }),
  'GET stats': (services) => services.stats(),
  'POST call': (services, body) => services.call(text(body.name, 'name'), body.event, identityOf(body.identity)),
  'POST invoke': (services, body) => services.invoke(text(body.name, 'name'), body.event, identityOf(body.identity)),
  'POST export': (services, body) => refusing(() => exportState(services, text(body.directory, 'directory'))),
  'POST import': (services, body) => refusing(() => importState(services, text(body.directory, 'directory'))),
  'POST reset': async (services) => {
    await resetState(services)
    return { reset: true }
  },
  'POST timers': (services, body) => services.fireTimers(text(body.name, 'name')),
  'POST drop-connections': (services) => ({ dropped: services.watches.dropConnections() }),
  'POST consents': async (services, body) => {
    const templates = list<string>(body.templateIds, 'templateIds')
    await services.openapi.messages.grant(text(body.openid, 'openid'), templates, Number(body.times ?? 1))
    return { granted: templates.length }
  },
  'POST phone-codes': async (services, body) => ({
    code: await services.openapi.phones.makeCode(text(body.phoneNumber, 'phoneNumber')),
  }),
  'POST risky-words': async (services, body) => {
    const words = list<string>(body.words, 'words')
    if (!words.every((word) => typeof word === 'string' && word !== '')) {
      throw new HttpError(400, { error: 'words must be texts' })
    }
    await services.openapi.security.setRisky(words)
    return { risky: words.length }
  },
  'POST templates': async (services, body) => {
    const templates = list<Template>(body.templates, 'templates')
    await refusing(() => services.openapi.templates.set(templates))
    return { templates: templates.length }
  },
  'POST customers': async (services, body) => {
    await services.openapi.customers.write(text(body.openid, 'openid'))
    return { written: true }
  },
  'GET customer-messages': (services) => readCustomerMessages(services),
  'POST open-data': async (services, body) => {
    const { data } = body
    if (typeof data !== 'object' || data === null) throw new HttpError(400, { error: 'data must be an object' })
    return { cloudID: await services.openapi.openData.share(data as Body) }
  },
  'POST pay/confirm': async (services, body) => {
    const payment = await services.pay.orders.confirm(text(body.prepayId, 'prepayId'))
    if ('refused' in payment) throw new HttpError(409, { error: payment.refused })
    return { state: payment.state, accepted: await payment.accepted }
  },
  'POST pay/cancel': (services, body) => {
    const payment = services.pay.orders.cancel(text(body.prepayId, 'prepayId'))
    if ('refused' in payment) throw new HttpError(409, { error: payment.refused })
    return { state: payment.state }
  },
  'POST pay/repeat': async (services, body) => {
    const answers = []
    for (let i = 0; i < Number(body.times ?? 1); i++) {
      answers.push(await services.pay.notices.repeat(text(body.outTradeNo, 'outTradeNo')))
    }
    return { answers }
  },
  'POST pay/drop-callbacks': (services, body) => {
    services.pay.notices.dropping = body.on === true
    return { dropping: services.pay.notices.dropping }
  },
  'GET faults': ({ faults }) => ({ rules: faults.list(), trace: faults.trace() }),
  'POST faults': ({ faults }, body) => changeFaults(faults, body),
  'GET functions': (services) => listFunctions(services),
  'GET calls': (services, _body, query) => listCalls(services, query),
  'GET collections': (services) => services.database.collections(),
  'GET documents': (services, _body, query) => readCollection(services, query),
  'POST documents/save': (services, body) => saveDocument(services, body),
  'POST documents/remove': (services, body) => removeDocument(services, body),
  'GET documents/lines': (services, _body, query) => exportLines(services, query),
  'POST documents/lines': (services, body) => importLines(services, body),
  'GET files': (services) => readFiles(services),
  'POST files/remove': async ({ files }, body) => ({ removed: await files.remove(text(body.path, 'path')) }),
  'GET people': (services) => readPeople(services),
  'GET messages': (services) => readMessages(services),
  'GET payments': (services) => readPayments(services),
}

/** Answers one request; `path` is what follows `/_localcloud/`. */
export async function control(services: Services, request: IncomingMessage, path: string, query: URLSearchParams) {
  const route = ROUTES[`${request.method} ${path}`]
  if (!route) throw new HttpError(404, { error: `no such control endpoint: ${request.method} ${path}` })
  const body = request.method === 'POST' ? await readJson(request) : {}
  return await route(services, body, query)
}

function identityOf(value: unknown): { openid?: string; uid?: string } | undefined {
  if (value === undefined || value === null) return undefined
  const { openid, uid } = value as Record<string, unknown>
  const isText = (one: unknown) => one === undefined || typeof one === 'string'
  if (typeof value !== 'object' || !isText(openid) || !isText(uid)) {
    throw new HttpError(400, { error: 'identity must be {"openid": text, "uid": text}' })
  }
  return value as { openid?: string; uid?: string }
}

function text(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw new HttpError(400, { error: `${name} is missing` })
  return value
}

function list<T>(value: unknown, name: string): T[] {
  if (!Array.isArray(value)) throw new HttpError(400, { error: `${name} must be a list` })
  return value as T[]
}
