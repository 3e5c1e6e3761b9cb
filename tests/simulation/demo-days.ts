import type { LadderInput } from '../../src/contract/promotions'
import { priceBasket, type Shelf } from '../../src/domain/basket'
import { sum } from '../../src/domain/money'
import type { Basket } from './baskets'
import { inParallel, Person, payOnSheet, Wire } from './client'
import type { SimulatedCloud } from './cloud'
import { BAKERY, type DemoItem, FRESH, FRESH_LADDER } from './demo-goods'
import { ENV } from './environment'
import { DEMO_LEADERS, extract, OTHER_LEADERS } from './neighbourhood'
import { DAY_MS, dayOf, HOUR_MS, midnight } from './rules'
import { OPERATIONS } from './seed'

/**
 * 周姐 stands at 49 effective orders: the visitor's first order is the 50th, and the red packet lands while he looks.
 */
const TODAY = { fresh: 41, bakery: 8, others: 14 }
const PAST = 24
const WIDTH = 8

interface Sale {
  title: string
  note: string
  items: readonly DemoItem[]
  ladders?: LadderInput[]
  goalOrders: number
  startAt: number
  cutoffAt: number
  deliverAt: number
  requestId: string
}

interface Wish {
  requestId: string
  member: number
  leaderId: string
  campaign: Opened
  lines: { skuId: string; quantity: number; priceFen: number }[]
}

interface Opened {
  campaignId: string
  groups: Map<string, string>
  prices: Map<string, number>
  shelf: Shelf
}

/** Plays the demo's days through the cloud functions, as its people would. */
export class DemoDays {
  private readonly wire: Wire
  private readonly people = new Map<string, Person>()
  private readonly baskets = extract()

  constructor(private readonly cloud: SimulatedCloud) {
    this.wire = new Wire(cloud.url)
  }

  close(): void {
    this.wire.close()
  }

  /** Last campaign: ordered two days before `now`, collected yesterday. The clock must stand before that. */
  async past(now: number): Promise<void> {
    const today = midnight(dayOf(now))
    const start = today - 2 * DAY_MS + 8 * HOUR_MS
    await this.cloud.setClock(start)
    const campaign = await this.open({
      title: '周中家常菜团',
      note: '',
      items: FRESH,
      goalOrders: 20,
      startAt: start,
      cutoffAt: start + 13 * HOUR_MS,
      deliverAt: today - DAY_MS + 16 * HOUR_MS,
      requestId: `demo-past-${dayOf(start)}`,
    })
    const wishes = this.wishes(
      this.baskets.slice(0, PAST * 2),
      PAST,
      (i) => (i % 3 === 2 ? (OTHER_LEADERS[i % 2] as string) : 'zhou'),
      campaign,
    )
    await this.orderAll(wishes, start + HOUR_MS, start + 12 * HOUR_MS, 4)
    await this.cloud.setClock(Math.min(today - DAY_MS + 17 * HOUR_MS, now))
    await inParallel(wishes, WIDTH, async (wish) => {
      const { orders } = await this.person(`m${wish.member}`).call('order.list', { filter: 'to_collect' })
      const leader = this.person(DEMO_LEADERS.find((l) => l._id === wish.leaderId)?.username as string)
      for (const order of orders)
        if (order.collectCode) await leader.call('leader.collect', { code: order.collectCode })
    })
  }

  /** Today's two campaigns with their joiners, up to `now`. The clock must not stand after `now`. */
  async today(now: number, moveClock: boolean): Promise<void> {
    const day = dayOf(now)
    const start = midnight(day)
    // Opened at night the campaigns run until the next evening, so that there is always time to order.
    const cutoffAt = start + 21 * HOUR_MS - now > 2 * HOUR_MS ? start + 21 * HOUR_MS : start + 45 * HOUR_MS
    const deliverAt = midnight(dayOf(cutoffAt)) + DAY_MS + 16 * HOUR_MS
    const begin = Math.max(start, Math.min(start + 7 * HOUR_MS, now - 2 * HOUR_MS))
    if (moveClock) await this.cloud.setClock(begin)
    const common = { startAt: begin, cutoffAt, deliverAt }
    const fresh = await this.open({
      ...common,
      title: '周末鲜果蔬菜团',
      note: '',
      items: FRESH,
      ladders: [FRESH_LADDER],
      goalOrders: 60,
      requestId: `demo-fresh-${now}`,
    })
    const bakery = await this.open({
      ...common,
      title: '现烤面包早餐团',
      note: '早上现烤，到店还是温的。',
      items: BAKERY,
      goalOrders: 20,
      deliverAt: midnight(dayOf(cutoffAt)) + DAY_MS + 7.5 * HOUR_MS,
      requestId: `demo-bakery-${now}`,
    })
    const later = this.baskets.slice(PAST * 2)
    const wishes = [
      ...this.wishes(later, TODAY.fresh, () => 'zhou', fresh),
      ...this.wishes([...later].reverse(), TODAY.bakery, () => 'zhou', bakery),
      ...this.wishes(later.slice(50), TODAY.others, (i) => OTHER_LEADERS[i % 2] as string, fresh),
    ]
    // Interleaved, so that the newest orders are not all of one group.
    const mixed = wishes.map((wish, i) => ({ wish, key: (i * 37) % wishes.length })).sort((a, b) => a.key - b.key)
    await this.orderAll(
      mixed.map(({ wish }) => wish),
      begin,
      now,
      moveClock ? 1 : mixed.length,
    )
  }

  /** Whether the first leader has a group that takes orders at `now`. */
  async isOpen(now: number): Promise<boolean> {
    const { campaigns } = await this.person(OPERATIONS.username).call('campaign.list', {})
    return campaigns.some(
      (c) =>
        c.state === 'running' &&
        c.cutoffAt > now + HOUR_MS / 2 &&
        c.groups.some(({ leader }) => leader.leaderId === DEMO_LEADERS[0]._id),
    )
  }

  /** Group of the first leader that was opened last and still takes orders: where the resident's link leads. */
  async groupId(): Promise<string | undefined> {
    const { groups } = await this.person('leader').call('leader.today', {})
    const open = groups.filter((group) => group.phase === 'open' && group.title.includes('鲜果'))
    // Yesterday's may still be open for a few minutes, and comes first.
    return (open.sort((a, b) => b.cutoffAt - a.cutoffAt)[0] ?? groups[0])?.groupId
  }

  private person(username: string): Person {
    let person = this.people.get(username)
    if (!person) {
      person = new Person(this.wire, ENV, username)
      this.people.set(username, person)
    }
    return person
  }

  private async open(sale: Sale): Promise<Opened> {
    const operations = this.person(OPERATIONS.username)
    const { items, ...rest } = sale
    const { campaignId } = await operations.call('campaign.create', {
      ...rest,
      items: items.map(([skuId, priceFen, listPriceFen, stock, limit]) => ({
        skuId,
        priceFen,
        stock,
        ...(listPriceFen > priceFen ? { listPriceFen } : {}),
        ...(limit > 0 ? { limitPerPerson: limit } : {}),
      })),
      leaderIds: DEMO_LEADERS.map((leader) => leader._id),
    })
    const { groups, items: onSale, ladders } = await operations.call('campaign.start', { campaignId })
    return {
      campaignId,
      shelf: { items: onSale, ladders },
      groups: new Map(groups.map(({ groupId, leader }) => [leader.leaderId, groupId])),
      prices: new Map(items.map(([skuId, priceFen]) => [skuId, priceFen])),
    }
  }

  /** The first `count` baskets of which something worth counting is on sale in the campaign. */
  private wishes(baskets: readonly Basket[], count: number, leaderOf: (i: number) => string, campaign: Opened): Wish[] {
    const wishes: Wish[] = []
    for (const { member, pieces } of baskets) {
      const lines = [...pieces].flatMap(([skuId, quantity]) => {
        const priceFen = campaign.prices.get(skuId)
        return priceFen === undefined ? [] : [{ skuId, quantity, priceFen }]
      })
      const total = sum(lines.map((line) => line.quantity * line.priceFen))
      if (total < 500) continue
      const leaderId = leaderOf(wishes.length)
      // A member may come twice within the extract's days.
      const requestId = `demo-${campaign.campaignId}-${wishes.length}-${leaderId}`
      wishes.push({ requestId, member, leaderId, campaign, lines })
      if (wishes.length === count) return wishes
    }
    throw new Error(`the extract has only ${wishes.length} baskets for ${count} orders of ${campaign.campaignId}`)
  }

  private async orderAll(wishes: readonly Wish[], from: number, to: number, atOnce: number): Promise<void> {
    for (let i = 0; i < wishes.length; i += atOnce) {
      const at = Math.floor(from + ((i + atOnce) * (to - from)) / (wishes.length + atOnce))
      if (atOnce < wishes.length) await this.cloud.setClock(at)
      await inParallel(wishes.slice(i, i + atOnce), WIDTH, (wish) => this.order(wish))
    }
  }

  private async order({ member, leaderId, campaign, lines, requestId }: Wish): Promise<void> {
    const person = this.person(`m${member}`)
    // Nothing the demo sells asks who somebody is, or when.
    const occasion = { at: 0, newCustomer: false, segments: [], team: false }
    const { totalFen, discounts } = priceBasket(lines, campaign.shelf, occasion)
    const { orderId, payment } = await person.call('order.place', {
      requestId,
      groupId: campaign.groups.get(leaderId) as string,
      lines,
      totalFen,
      offFen: sum(discounts.map((discount) => discount.offFen)),
    })
    if (payment) await payOnSheet(this.wire, payment)
    await person.call('order.confirm', { orderId })
  }
}
