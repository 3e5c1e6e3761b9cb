import { parseEjson } from '../../localcloud/src/database'
import { HOUR, makeWorld, NOON, newRequestId, type World } from './world'

/** Looked through as a whole: each is small by its nature, or small by what is asked for. */
const WHOLE = [
  'products', // all that can be put on sale: chosen from
  'plans', // a handful of versions
  'consents $and', // a range of ids
  'stock holds', // one document a campaign; the sweep wants those with holds, and no index knows them
]

interface Request {
  action: string
  collectionName?: string
  query?: string
  order?: string
  limit?: number
}

/** The order as the wire has it: a text, of fields with a word or a number. */
function sortOf(order: string): Record<string, 1 | -1> {
  const decoded = parseEjson(order) as { field: string; direction: string }[] | Record<string, number>
  const pairs = Array.isArray(decoded)
    ? decoded.map(({ field, direction }) => [field, direction === 'desc' ? -1 : 1])
    : Object.entries(decoded).map(([field, n]) => [field, Number(n) < 0 ? -1 : 1])
  return Object.fromEntries(pairs)
}

let world: World
const requests: Request[] = []
beforeAll(async () => {
  world = await makeWorld({ plan: { targets: [{ window: 'day', orders: 1, amountFen: 500 }] }, limitPerPerson: 9 })
  const { database } = world.cloud
  const handle = database.handle.bind(database)
  database.handle = (body, guard) => {
    requests.push(body)
    return handle(body, guard)
  }
})
afterAll(() => world.close())

/** Everything there is to do, once. */
async function aDay(): Promise<void> {
  const { call, campaignId, groupId } = world
  await call('chen', 'account.signIn', {})
  await call('chen', 'account.setPhone', { phone: '13812345678' })
  await call('', 'group.home', {})
  const code = world.one('groups', groupId)?.code as string
  const { shareCode } = await call('wang', 'group.open', { code })
  await call('wang', 'account.signIn', {})
  await call('chen', 'group.touch', { groupId, via: 'link', from: shareCode as string })
  const lost = await world.place('chen')
  await call('chen', 'order.cancel', { orderId: lost.orderId })
  await world.place('wang')
  const placed = await world.place('chen')
  await world.pay(placed)
  await call('zhou', 'leader.today', {})
  await call('chen', 'order.list', {})
  await call('chen', 'order.list', { filter: 'to_collect', before: NOON + 1 })
  await call('zhou', 'leader.takeRedPacket', { redPacketId: 'zhoujie:day:2026-11-21:1' })
  const returned = await world.place('li')
  await world.pay(returned)
  await call('li', 'order.refund', { orderId: returned.orderId, reason: '买错了' })
  const { collectCode } = await call('chen', 'order.get', { orderId: placed.orderId })
  await call('zhou', 'leader.collect', { code: collectCode as string })
  await call('ops', 'campaign.choices', {})
  await call('ops', 'campaign.list', {})
  await call('ops', 'campaign.setPrices', { campaignId, prices: [{ skuId: 'apple', priceFen: 1790 }] })
  await call('ops', 'campaign.end', { campaignId })
  await world.cloud.clock.advance(25 * HOUR, 1)
  await world.sweep()
  await call('chen', 'account.consent', { requestId: newRequestId(), templateIds: ['tpl'] })
  await call('chen', 'account.remove', {})
}

test('whatever functions ask for they find by its id or through an index', async () => {
  await aDay()
  const { database } = world.cloud
  const scans = new Set<string>()
  for (const { collectionName, query, order, limit } of requests) {
    if (!collectionName || query === undefined) continue
    const condition = parseEjson(query) as Record<string, unknown>
    const sort = order === undefined ? undefined : sortOf(order)
    const { access } = database.explain(collectionName, condition, { sort, limit })
    if (access === 'scan') scans.add([collectionName, ...Object.keys(condition)].join(' '))
  }
  expect([...scans].filter((name) => !WHOLE.includes(name))).toEqual([])
  expect(new Set(requests.map(({ collectionName }) => collectionName)).size).toBeGreaterThan(15)
})
