import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type LocalCloud, startLocalCloud } from 'localcloud'
import type { CollectionName, Collections } from '../../cloudfunctions/common/collections'
import type { ActionName, ErrorOf, Failure, InputOf, OutputOf, Reply } from '../../src/contract'
import { defaultPlan, type Plan } from '../../src/domain/plan/plan'
import { jitter } from '../jitter'

const root = path.resolve(__dirname, '../..')
const json = (file: string) => JSON.parse(readFileSync(path.join(root, 'cloudfunctions', file), 'utf8'))

/** Saturday noon in Shanghai; the cloud's clock stands still unless a test moves it. */
export const NOON = Date.parse('2026-11-21T12:00:00+08:00')
export const HOUR = 3_600_000
/** How many of the sweeps that are due a leap of the clock runs: two in a row have to find everything. */
const SWEEPS = 3

export const APPLE = { skuId: 'apple', priceFen: 1990 }
export const EGGS = { skuId: 'eggs', priceFen: 2190 }

/** A small neighbourhood on a cloud of its own: one leader, one campaign, people by name. */
export interface World {
  cloud: LocalCloud
  groupId: string
  campaignId: string
  /** Calls an action as somebody and returns its reply as it is. */
  reply<A extends ActionName>(who: string, action: A, input: InputOf<A>): Promise<Reply<OutputOf<A>, ErrorOf<A>>>
  /** Calls an action that must succeed; callbacks that it set off have been delivered when this returns. */
  call<A extends ActionName>(who: string, action: A, input: InputOf<A>): Promise<OutputOf<A>>
  /** Calls an action that must fail as expected, and returns the failure. */
  fails<A extends ActionName>(who: string, action: A, input: InputOf<A>): Promise<Failure<ErrorOf<A>>>
  /** Places an order of one apple unless told otherwise. */
  place(who: string, options?: PlaceOptions): Promise<OutputOf<'order.place'>>
  /** Pays in the sheet; the callback has been delivered when this returns. */
  pay(placed: OutputOf<'order.place'>): Promise<void>
  /** Moves the cloud's clock, ms; of the sweeps on the way only a few are run. */
  at(time: number): Promise<void>
  /** Fires the worker's timer once. */
  sweep(): Promise<void>
  one<C extends CollectionName>(collection: C, id: string): Collections[C] | undefined
  all<C extends CollectionName>(collection: C, query?: Record<string, unknown>): Collections[C][]
  close(): Promise<void>
}

export interface PlaceOptions {
  requestId?: string
  lines?: { skuId: string; priceFen: number; quantity: number }[]
  totalFen?: number
  /** What the screen showed as taken off; an app from before there were discounts says nothing. */
  offFen?: number
  groupId?: string
}

export interface WorldOptions {
  plan?: Partial<Plan>
  stock?: number
  limitPerPerson?: number
  poolFen?: number
  /** How long the campaign runs, when not until the evening. */
  goodsForDays?: number
  data?: string
  /** What comes off by itself: 满 thresholdFen 减 offFen. */
  steps?: { thresholdFen: number; offFen: number }[]
  /** The apple's price for newcomers. */
  newcomerFen?: number
  /** Environment variables of the functions, beside the usual ones. */
  env?: Record<string, string>
}

/** A ladder of such steps, as operations makes it. */
export const stepLadder = (steps: { thresholdFen: number; offFen: number }[]) => ({
  action: { code: 'steps' as const, args: { steps } },
})

let counter = 0
export const newRequestId = () => `request-${++counter}`

export async function makeWorld(options: WorldOptions = {}): Promise<World> {
  const cloud = await startLocalCloud({
    port: 0,
    data: options.data,
    functions: path.join(root, 'cloudfunctions'),
    rules: json('database.rules.json'),
    indexes: json('database.indexes.json'),
    clock: { now: NOON },
    faults: jitter(),
    quiet: true,
    functionEnv: {
      TRANSFER_GATEWAY: 'sandbox',
      RED_PACKET_TEMPLATE_ID: 'tpl-red-packet',
      SUB_MCH_ID: '1900000001',
      ...options.env,
    },
  })
  await cloud.clock.set(NOON)
  const { database } = cloud
  const put = (collection: CollectionName, docs: object[]) => database.insert(collection, docs as never)
  await put('users', [
    { _id: 'ops', name: '许航', avatar: 'panda', roles: ['resident', 'operations'], createdAt: NOON },
    { _id: 'zhou', name: '周敏', avatar: 'woman', roles: ['resident', 'leader'], createdAt: NOON },
    { _id: 'li', name: '李芳', avatar: 'woman', roles: ['resident', 'leader'], createdAt: NOON },
    { _id: 'chen', name: '陈小红', avatar: 'cat-face', phone: '13800001234', roles: ['resident'], createdAt: NOON },
  ])
  const leader = (id: string, owner: string, name: string) => ({
    _id: id,
    owner,
    name,
    avatar: 'woman',
    community: '翠湖苑',
    pickupName: `${name}便利店`,
    pickupAddress: '2 号门',
    note: '下班顺路来拿',
    since: NOON,
    household: id === 'zhoujie' ? ['husband'] : [],
    active: true,
  })
  await put('leaders', [leader('zhoujie', 'zhou', '周姐'), leader('lijie', 'li', '李姐')])
  await put('products', [
    { _id: 'apple', name: '红富士苹果', spec: '5 斤', picture: 'red-apple', category: '水果', priceFen: 1990 },
    { _id: 'eggs', name: '谷物鸡蛋', spec: '30 枚', picture: 'egg', category: '蛋', priceFen: 2190 },
  ])
  await put('plans', [{ _id: 'v1', from: 0, rules: { ...defaultPlan, ...options.plan } }])
  await put('pools', [{ _id: 'targets', leftFen: options.poolFen ?? 1_000_000, grantedFen: 0, holds: {} }])

  const reply: World['reply'] = async (who, action, input) => {
    const name = action.split('.')[0] as string
    return (await cloud.call(name, { action, input }, who ? { openid: who } : {})) as never
  }
  const call: World['call'] = async (who, action, input) => {
    const result = await reply(who, action, input)
    if (!result.ok) throw new Error(`${action} by ${who}: ${JSON.stringify(result.error)}`)
    // The callback of a refund may still be delivering what the action put into the outbox.
    await cloud.settled()
    return result.data
  }
  const fails: World['fails'] = async (who, action, input) => {
    const result = await reply(who, action, input)
    if (result.ok) throw new Error(`${action} by ${who} should have failed: ${JSON.stringify(result.data)}`)
    return result.error
  }
  const days = options.goodsForDays ?? 0
  const { campaignId } = await call('ops', 'campaign.create', {
    requestId: newRequestId(),
    title: '周末鲜果团',
    startAt: NOON - HOUR,
    cutoffAt: NOON + 9 * HOUR + days * 24 * HOUR,
    deliverAt: NOON + 28 * HOUR + days * 24 * HOUR,
    goalOrders: 60,
    items: [
      {
        ...APPLE,
        stock: options.stock ?? 100,
        limitPerPerson: options.limitPerPerson,
        ...(options.newcomerFen && {
          offers: [{ code: 'newcomer' as const, args: { priceFen: options.newcomerFen } }],
        }),
      },
      { ...EGGS, stock: 100 },
    ],
    leaderIds: ['zhoujie', 'lijie'],
    ...(options.steps && { ladders: [stepLadder(options.steps)] }),
  })
  await call('ops', 'campaign.start', { campaignId })
  const groupId = `${campaignId}-zhoujie`

  return {
    cloud,
    groupId,
    campaignId,
    reply,
    call,
    fails,
    async place(who, { requestId = newRequestId(), lines = [{ ...APPLE, quantity: 1 }], ...more } = {}) {
      const sum = lines.reduce((total, line) => total + line.priceFen * line.quantity, 0)
      return call(who, 'order.place', { requestId, groupId, lines, totalFen: sum, ...more })
    },
    async pay(placed) {
      const prepayId = placed.payment?.package.replace('prepay_id=', '')
      if (!prepayId) throw new Error('no payment was made')
      await cloud.pay.confirm(prepayId)
      // Another call may be delivering what this payment put into the outbox.
      await cloud.settled()
    },
    at: (time) => cloud.clock.set(time, SWEEPS),
    async sweep() {
      await cloud.call('worker', {})
      await cloud.settled()
    },
    one: (collection, id) => database.get(collection, id) as never,
    all: (collection, query = {}) => database.find(collection, query) as never,
    close: () => cloud.close(),
  }
}
