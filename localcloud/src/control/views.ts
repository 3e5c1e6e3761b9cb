import { MESSAGES } from '../openapi/messages'
import { ORDERS, type PayOrder, REFUNDS } from '../pay/types'
import { HttpError } from '../server/http'
import type { Services } from '../services'

const PAGE = 50
const LATEST = 100

export function listFunctions(services: Services) {
  return [...services.runtime.functions.values()].map((definition) => ({
    name: definition.name,
    timeoutMs: definition.timeoutMs,
    concurrency: definition.concurrency,
    clientInvoke: definition.clientInvoke,
    instances: services.runtime.instancesOf(definition.name),
    entry: definition.entry,
    problem: services.runtime.problemOf(definition.name),
    env: Object.keys(definition.env),
    timers: definition.timers.map(({ name, expression }) => ({ name, expression })),
  }))
}

/** Calls, newest first: `name`, `failed=1`, `limit`. */
export function listCalls(services: Services, query: URLSearchParams) {
  const name = query.get('name')
  const failed = query.get('failed') === '1'
  const limit = Math.min(Number(query.get('limit') ?? LATEST), 1000)
  return services.runtime.log.latest(limit, (call) => (!name || call.name === name) && (!failed || !!call.error))
}

/** Documents of `collection` that match the JSON `query`, a page at a time. */
export function readCollection(services: Services, query: URLSearchParams) {
  const collection = query.get('collection') ?? ''
  const filter = parse(query.get('query') || '{}', 'query')
  const sort = parse(query.get('sort') || '{"_id":1}', 'sort') as Record<string, 1 | -1>
  const skip = Number(query.get('skip') ?? 0)
  try {
    const documents = services.database.find(collection, filter, { sort, skip, limit: PAGE })
    return { total: services.database.count(collection, filter), skip, page: PAGE, documents }
  } catch (error) {
    throw new HttpError(400, { error: (error as Error).message })
  }
}

export function readMessages(services: Services) {
  return services.database.find(MESSAGES, {}, { sort: { at: -1 }, limit: LATEST })
}

export function readPayments(services: Services) {
  const orders = services.database.find(ORDERS, {}, { sort: { createdAt: -1 }, limit: LATEST }) as unknown as PayOrder[]
  return orders.map((order) => ({
    ...order,
    state: services.pay.orders.stateOf(order),
    refunds: order.refundedFee > 0 ? services.database.find(REFUNDS, { outTradeNo: order._id }) : [],
  }))
}

function parse(text: string, name: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Reported below, like any other text that is not an object.
  }
  throw new HttpError(400, { error: `${name} must be a JSON object` })
}
