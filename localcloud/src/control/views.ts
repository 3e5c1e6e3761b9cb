import { USERS, type User } from '../auth/users'
import { CUSTOMER_MESSAGES } from '../openapi/customers'
import { CONSENTS, MESSAGES } from '../openapi/messages'
import { ORDERS, type PayOrder, REFUNDS } from '../pay/types'
import type { Services } from '../services'
import { FILES, type FileRecord } from '../storage/files'

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

export function readMessages(services: Services) {
  return services.database.find(MESSAGES, {}, { sort: { at: -1 }, limit: LATEST })
}

export function readCustomerMessages(services: Services) {
  return services.database.find(CUSTOMER_MESSAGES, {}, { sort: { at: -1 }, limit: LATEST })
}

export function readPayments(services: Services) {
  const orders = services.database.find(ORDERS, {}, { sort: { createdAt: -1 }, limit: LATEST }) as unknown as PayOrder[]
  return orders.map((order) => ({
    ...order,
    state: services.pay.orders.stateOf(order),
    refunds: order.refundedFee > 0 ? services.database.find(REFUNDS, { outTradeNo: order._id }) : [],
  }))
}

/** The people who can sign in, the codes sent to them, and what subscribe messages they still allow. */
export function readPeople(services: Services) {
  const users = services.database.find(USERS, {}, { sort: { createdAt: -1 }, limit: LATEST }) as unknown as User[]
  return {
    users: users.map(({ salt, hash, ...user }) => user),
    codes: services.auth.verifications
      .latest()
      .map(({ to, code, at, verifiedAt }) => ({ to, code, at, used: verifiedAt !== undefined })),
    consents: services.database.find(CONSENTS, {}, { sort: { _id: 1 }, limit: LATEST }),
  }
}

/** Files of the bucket, newest first, each with a link that serves it. */
export function readFiles({ database, files, options }: Services) {
  const found = database.find(FILES, {}, { sort: { at: -1 }, limit: LATEST }) as unknown as FileRecord[]
  return found.map((file) => ({
    ...file,
    fileId: files.fileId(file._id),
    url: files.downloadUrl(`127.0.0.1:${options.port()}`, file._id),
  }))
}
