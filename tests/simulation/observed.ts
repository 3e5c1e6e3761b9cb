import type { Collections } from '../../cloudfunctions/common/collections'
import { type Expectation, type Figures, piecesInWords } from './expected'
import { dayOf, mondayOf, POOL } from './rules'

/** Reads a whole collection. */
export type ReadAll = <C extends keyof Collections>(collection: C) => Promise<Collections[C][]>

export interface Observation extends Expectation {
  /** Things that must not be there at all, in words. */
  strays: string[]
}

/** What the cloud holds after a replay, in the shape of what was expected. */
export async function observe(readAll: ReadAll): Promise<Observation> {
  const strays: string[] = []
  const mondayOfCampaign = new Map((await readAll('campaigns')).map((c) => [c._id, mondayOf(dayOf(c.startAt))]))
  const week = (campaignId: string) => mondayOfCampaign.get(campaignId) ?? `unknown campaign ${campaignId}`

  const orders: Figures = new Map()
  const count = { orderLines: 0, pieces: 0, paidFen: 0 }
  for (const order of await readAll('orders')) {
    const pieces = order.lines.map((line): [string, number] => [line.skuId, line.quantity])
    const key = `${dayOf(order.paidAt ?? order.createdAt)} ${order.openid}`
    if (orders.has(key)) strays.push(`a second order of ${key}: ${order._id}`)
    if (order.event) strays.push(`order ${order._id} still has ${order.event} in its outbox`)
    orders.set(key, `${order.leaderId} ${order.totalFen} ${order.state} ${piecesInWords(pieces)}`)
    count.orderLines += order.lines.length
    count.pieces += pieces.reduce((sum, [, n]) => sum + n, 0)
    if (order.paidAt !== undefined) count.paidFen += order.totalFen - order.refundedFen
  }

  const stock: Figures = new Map()
  for (const doc of await readAll('stock')) {
    for (const [sku, left] of Object.entries(doc.left)) {
      stock.set(`${week(doc._id)} ${sku}`, `${doc.sold[sku] ?? 0}/${left}`)
    }
    for (const id of Object.keys(doc.holds)) strays.push(`stock of ${week(doc._id)} is still held for ${id}`)
  }

  const groupWeek = new Map((await readAll('groups')).map((g) => [g._id, `${g.leaderId} ${week(g.campaignId)}`]))
  const groups: Figures = new Map()
  for (const live of await readAll('group_live')) {
    if (live.orders === 0) continue
    groups.set(groupWeek.get(live._id) ?? live._id, [live.orders, live.pieces, live.paidFen].join('/'))
  }

  const leaderWindows: Figures = new Map()
  for (const live of await readAll('leader_live')) {
    // Ids end in the first day of the window.
    const key = `${live.leaderId} ${live.window} ${live._id.slice(-10)}`
    if (leaderWindows.has(key)) strays.push(`a second live document of ${key}`)
    leaderWindows.set(key, [live.orders, live.netFen, live.commissionFen].join('/'))
  }

  const redPackets: Figures = new Map(
    (await readAll('red_packets')).map((packet) => [packet._id, `${packet.amountFen} ${packet.state}`]),
  )

  const balances = new Map<string, number>()
  let postings = 0
  for (const posting of await readAll('ledger')) {
    postings += 1
    let sum = 0
    for (const { account, amountFen } of posting.lines) {
      sum += amountFen
      balances.set(account, (balances.get(account) ?? 0) + amountFen)
    }
    if (sum !== 0) strays.push(`posting ${posting._id} is off by ${sum} fen`)
  }

  const pool = (await readAll('pools')).find((doc) => doc._id === POOL)
  for (const id of Object.keys(pool?.holds ?? {})) strays.push(`pool money is still held for ${id}`)
  const residents = (await readAll('users')).filter((user) => user._id.startsWith('member-')).length
  return {
    orders,
    ...count,
    residents,
    stock,
    groups,
    leaderWindows,
    redPackets,
    accounts: new Map([...balances].filter(([, fen]) => fen !== 0)),
    postings,
    poolLeftFen: pool?.leftFen ?? 0,
    strays,
  }
}
