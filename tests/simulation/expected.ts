/**
 * What must come of the baskets, worked out from them and the rules alone: no counter of the system, none of its code.
 */
import type { Basket } from './baskets'
import { loadCatalogue } from './catalogue'
import { leaderOf, mondayOf, openidOf, POOL, POOL_FEN, planOf, takesRedPackets, WEEKLY_STOCK } from './rules'

/** Figures by name, so that two sides can be compared key by key. */
export type Figures = Map<string, string | number>

export interface Expectation {
  /** `day member` → leader, total in fen, state, pieces. */
  orders: Figures
  orderLines: number
  /** Pieces, which is lines of the file. */
  pieces: number
  paidFen: number
  residents: number
  /** `Monday sku` → `sold/left`. */
  stock: Figures
  /** `leader Monday` → `orders/pieces/fen`, all paid orders. */
  groups: Figures
  /** `leader window` → `orders/net fen/commission fen`, effective orders only. */
  leaderWindows: Figures
  /** id → `amount state`. */
  redPackets: Figures
  /** Account → balance in fen, accounts that come to 0 left out. */
  accounts: Figures
  postings: number
  poolLeftFen: number
}

/** Halves away from zero; `amount × bp` stays far below 2^53. */
const ofRate = (amountFen: number, bp: number) => Math.floor((2 * amountFen * bp + 10_000) / 20_000)

const add = (figures: Map<string, number[]>, key: string, values: number[]) => {
  const old = figures.get(key)
  figures.set(key, old ? old.map((value, i) => value + (values[i] as number)) : values)
}

const joined = (figures: Map<string, number[]>): Figures =>
  new Map([...figures].map(([key, values]) => [key, values.join('/')]))

/** Pieces in a form that does not depend on their order. */
export function piecesInWords(pieces: Iterable<[string, number]>): string {
  return [...pieces]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([sku, quantity]) => `${sku}×${quantity}`)
    .join(' ')
}

/** Recomputes everything from the baskets for a number of leaders. All orders are paid, collected and completed. */
export function expectedOf(baskets: readonly Basket[], leaders: number): Expectation {
  const plan = planOf(leaders)
  const price = new Map(loadCatalogue().map((p) => [p.productId, p.priceFen]))
  const orders: Figures = new Map()
  const sold = new Map<string, number>()
  const groups = new Map<string, number[]>()
  const windows = new Map<string, number[]>()
  const accounts = new Map<string, number>()
  const post = (account: string, fen: number) => accounts.set(account, (accounts.get(account) ?? 0) + fen)
  let orderLines = 0
  let pieces = 0
  let paidFen = 0
  let postings = 0

  for (const basket of baskets) {
    const leader = leaderOf(basket.member, leaders)
    const monday = mondayOf(basket.day)
    const totalFen = [...basket.pieces].reduce((sum, [sku, n]) => sum + n * (price.get(sku) as number), 0)
    orders.set(
      `${basket.day} ${openidOf(basket.member)}`,
      `${leader} ${totalFen} completed ${piecesInWords(basket.pieces)}`,
    )
    orderLines += basket.pieces.size
    pieces += basket.lines
    paidFen += totalFen
    for (const [sku, n] of basket.pieces) sold.set(`${monday} ${sku}`, (sold.get(`${monday} ${sku}`) ?? 0) + n)
    add(groups, `${leader} ${monday}`, [1, basket.lines, totalFen])
    post('clearing:wechatpay', -totalFen)
    post('platform:sales', totalFen)
    postings += 1
    if (totalFen < plan.minEffectiveFen) continue
    const commission = ofRate(totalFen, plan.baseRateBp)
    add(windows, `${leader} day ${basket.day}`, [1, totalFen, commission])
    add(windows, `${leader} week ${monday}`, [1, totalFen, commission])
    post('platform:commission', -commission)
    post(`leader:${leader}:available`, commission)
    // Accrued when paid, released when completed.
    postings += 2
  }

  const redPackets: Figures = new Map()
  let grantedFen = 0
  for (const [key, [count = 0]] of windows) {
    const [leader = '', window, start] = key.split(' ')
    for (const target of plan.targets) {
      if (target.window !== window || count < target.orders) continue
      const taken = takesRedPackets(leader)
      redPackets.set(
        `${leader}:${window}:${start}:${target.orders}`,
        `${target.amountFen} ${taken ? 'received' : 'expired'}`,
      )
      grantedFen += target.amountFen
      post(`platform:redpacket:${POOL}`, -target.amountFen)
      post(`leader:${leader}:${taken ? 'paid' : 'available'}`, target.amountFen)
      // Granted, then received or run out.
      postings += 2
    }
  }

  const mondays = new Set(baskets.map((basket) => mondayOf(basket.day)))
  const stock: Figures = new Map()
  for (const monday of mondays) {
    for (const sku of price.keys()) {
      const n = sold.get(`${monday} ${sku}`) ?? 0
      stock.set(`${monday} ${sku}`, `${n}/${WEEKLY_STOCK - n}`)
    }
  }
  return {
    orders,
    orderLines,
    pieces,
    paidFen,
    residents: new Set(baskets.map((basket) => basket.member)).size,
    stock,
    groups: joined(groups),
    leaderWindows: joined(windows),
    redPackets,
    accounts: new Map([...accounts].filter(([, fen]) => fen !== 0)),
    postings,
    poolLeftFen: POOL_FEN - grantedFen,
  }
}
