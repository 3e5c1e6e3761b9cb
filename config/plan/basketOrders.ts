import { readFileSync } from 'node:fs'
import { dayKey } from '../../src/domain/time'
import { parseBaskets } from '../../tests/simulation/baskets'
import { loadCatalogue } from '../../tests/simulation/catalogue'
import { leaderOf, openidOf, orderedAt } from '../../tests/simulation/rules'

const SHANGHAI_MS = 8 * 3_600_000

/**
 * Lines of an orders file made from real baskets by the fixed rules of the replay (docs/replay.md): the leader is the
 * member's number modulo the number of leaders, prices are the catalogue's, and the baskets of a day are spread evenly
 * over 9:00 to 21:00.
 * @throws MalformedLine
 */
export function* basketOrders(file: string, leaders: number): Generator<string> {
  const price = new Map(loadCatalogue().map((item) => [item.productId, item.priceFen]))
  const baskets = parseBaskets(readFileSync(file, 'utf8'), file)
  const ofDay = new Map<string, number>()
  for (const { day } of baskets) ofDay.set(day, (ofDay.get(day) ?? 0) + 1)
  const index = new Map<string, number>()
  yield 'orderId,leaderId,buyerId,paidAt,netFen'
  for (const basket of baskets) {
    const { day, member, pieces } = basket
    const i = index.get(day) ?? 0
    index.set(day, i + 1)
    const at = orderedAt(basket, i, ofDay.get(day) as number)
    const netFen = [...pieces].reduce((sum, [product, n]) => sum + n * (price.get(product) as number), 0)
    const clock = new Date(at + SHANGHAI_MS).toISOString().slice(11, -1)
    yield `${dayKey(at)}-${member},${leaderOf(member, leaders)},${openidOf(member)},${dayKey(at)}T${clock}+08:00,${netFen}`
  }
}
