import { ActionFailed, inParallel } from '../simulation/client'
import type { CloudStats } from '../simulation/cloud'
import { Market } from './market'
import { median, percentile, round } from './statistics'

export interface OrderFigures {
  ordersPerS: number
  p50Ms: number
  p99Ms: number
}

export interface FlashFigures {
  stock: number
  buyers: number
  /** The median round's; every round's is checked. */
  sold: number
  ordersPerS: number
}

export interface BenchFigures {
  order: Record<string, OrderFigures>
  flash: FlashFigures
}

const ROUNDS = 3
const FLASH = { rounds: 10, stock: 100, buyers: 400 }
/** Buyers → orders a round. */
const LOADS: [buyers: number, orders: number][] = [
  [1, 150],
  [20, 800],
  [100, 1000],
]

/** Measures orders placed and paid with all their effects, and flash sales; `say` gets lines about the way there. */
export async function bench(say: (line: string) => void): Promise<BenchFigures> {
  const market = await Market.open()
  try {
    await market.signEverybodyIn()
    await load(market, 20, 1500)
    say('warmed up')
    const order: Record<string, OrderFigures> = {}
    for (const [buyers, orders] of LOADS) {
      const rounds: OrderFigures[] = []
      for (let i = 0; i < ROUNDS; i++) {
        const before = await market.cloud.stats()
        const figures = await load(market, buyers, orders)
        rounds.push(figures)
        say(
          `${buyers} buyers, ${orders} orders: ${words(figures)}; ${where(before, await market.cloud.stats(), orders)}`,
        )
      }
      order[String(buyers)] = {
        ordersPerS: round(median(rounds.map((r) => r.ordersPerS))),
        p50Ms: round(median(rounds.map((r) => r.p50Ms))),
        p99Ms: round(median(rounds.map((r) => r.p99Ms))),
      }
    }
    const flashes: FlashFigures[] = []
    for (let i = 0; i < FLASH.rounds; i++) {
      const figures = await flash(market)
      flashes.push(figures)
      say(
        `flash ${i + 1}: ${figures.sold} of ${figures.stock} sold to ${figures.buyers} buyers, ${round(figures.ordersPerS)}/s`,
      )
    }
    const wrong = flashes.find((figures) => figures.sold !== FLASH.stock)
    const typical = {
      ...FLASH,
      sold: wrong?.sold ?? FLASH.stock,
      ordersPerS: round(median(flashes.map((f) => f.ordersPerS))),
    }
    return {
      order,
      flash: { stock: typical.stock, buyers: typical.buyers, sold: typical.sold, ordersPerS: typical.ordersPerS },
    }
  } finally {
    await market.close()
  }
}

/** So many buyers, each ordering again as soon as he is done, until all orders are paid and their effects applied. */
async function load(market: Market, buyers: number, orders: number): Promise<OrderFigures> {
  const campaign = await market.campaign(40, 100_000)
  const took: number[] = []
  const started = performance.now()
  await inParallel(Array.from({ length: orders }), buyers, async (_, index) => {
    const begun = performance.now()
    await market.order(campaign, index, index)
    took.push(performance.now() - begun)
  })
  await market.settled()
  const seconds = (performance.now() - started) / 1000
  await checkProgress(market, campaign.groupIds, orders)
  return { ordersPerS: orders / seconds, p50Ms: percentile(took, 50), p99Ms: percentile(took, 99) }
}

async function checkProgress(market: Market, groupIds: string[], orders: number): Promise<void> {
  const counted = (await market.cloud.find('group_live'))
    .filter((live) => groupIds.includes(live._id))
    .reduce((sum, live) => sum + live.orders, 0)
  if (counted !== orders) throw new Error(`the groups counted ${counted} orders of ${orders}`)
}

/** Everybody wants the one piece at the same instant. */
async function flash(market: Market): Promise<FlashFigures> {
  const campaign = await market.campaign(1, FLASH.stock)
  const started = performance.now()
  await inParallel(Array.from({ length: FLASH.buyers }), FLASH.buyers, async (_, index) => {
    try {
      await market.order(campaign, index, index)
    } catch (error) {
      if (!(error instanceof ActionFailed && error.code === 'sold_out')) throw error
    }
  })
  await market.settled()
  const seconds = (performance.now() - started) / 1000
  const paid = await market.cloud.count('orders', { campaignId: campaign.campaignId, state: 'paid' })
  const [stock] = (await market.cloud.find('stock')).filter((doc) => doc._id === campaign.campaignId)
  const [sku] = campaign.prices[0] as [string, number]
  if (stock?.sold[sku] !== paid) throw new Error(`${paid} orders are paid and ${stock?.sold[sku]} pieces sold`)
  return { stock: FLASH.stock, buyers: FLASH.buyers, sold: paid, ordersPerS: paid / seconds }
}

const words = (f: OrderFigures) => `${round(f.ordersPerS)}/s, p50 ${round(f.p50Ms)} ms, p99 ${round(f.p99Ms)} ms`

/** Where the time goes: the cloud's CPU, SDK and functions included, by order and by database round trip. */
function where(before: CloudStats, after: CloudStats, orders: number): string {
  const trips = after.roundTrips - before.roundTrips
  const cpu = after.cpuMicros - before.cpuMicros
  const calls = after.functionCalls - before.functionCalls
  return [
    `${round(trips / orders)} round trips and ${round(calls / orders)} calls an order`,
    `${round(cpu / orders / 1000)} ms CPU an order, ${Math.round(cpu / Math.max(trips, 1))} µs a round trip`,
  ].join(', ')
}
