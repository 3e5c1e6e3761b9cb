import type { Basket } from './baskets'
import { loadCatalogue } from './catalogue'
import { inParallel, Person, payOnSheet, type Wire } from './client'
import type { SimulatedCloud } from './cloud'
import { leaderId, leaderOf, midnight, WEEKLY_STOCK } from './rules'
import { collectedAt, cutoffOf, type Step } from './schedule'
import { OPERATIONS } from './seed'

/** People who act at the same time. */
const WIDTH = 20

export interface DriveOptions {
  cloud: SimulatedCloud
  wire: Wire
  env: string
  leaders: number
}

/** Does the steps of a schedule as the people in it would: signed in, over the wire, through the cloud functions. */
export class Driver {
  private readonly people = new Map<string, Person>()
  private readonly groups = new Map<string, Promise<Map<string, string>>>()
  private readonly prices = new Map(loadCatalogue().map((p) => [p.productId, p.priceFen]))

  constructor(private readonly options: DriveOptions) {}

  /** Moves the clock to the step and does it. Doing it again after a crash changes nothing. */
  async run(step: Step): Promise<void> {
    await this.options.cloud.setClock(step.at)
    switch (step.kind) {
      case 'open':
        await this.groupsOf(step.monday)
        return
      case 'orders':
        return inParallel(step.baskets, WIDTH, (basket) => this.order(basket, step.monday))
      case 'packets':
        return inParallel(step.leaders, WIDTH, (leader) => this.takePackets(leader))
      case 'collect':
        return inParallel(step.members, WIDTH, (member) => this.collect(member))
      case 'wait':
        return
    }
  }

  private person(username: string): Person {
    let person = this.people.get(username)
    if (!person) {
      person = new Person(this.options.wire, this.options.env, username)
      this.people.set(username, person)
    }
    return person
  }

  /** Groups of a week by leader; operations open the campaign if it is not open yet. */
  private groupsOf(monday: string): Promise<Map<string, string>> {
    let groups = this.groups.get(monday)
    if (!groups) {
      groups = this.openCampaign(monday)
      this.groups.set(monday, groups)
    }
    return groups
  }

  private async openCampaign(monday: string): Promise<Map<string, string>> {
    const operations = this.person(OPERATIONS.username)
    const { campaignId } = await operations.call('campaign.create', {
      requestId: `replay-${monday}`,
      title: `${monday.slice(5).replace('-', ' 月 ')} 日一周团`,
      note: '',
      startAt: midnight(monday),
      cutoffAt: cutoffOf(monday),
      deliverAt: collectedAt(monday),
      goalOrders: 5,
      items: [...this.prices].map(([skuId, priceFen]) => ({ skuId, priceFen, stock: WEEKLY_STOCK })),
      leaderIds: Array.from({ length: this.options.leaders }, (_, i) => leaderId(i)),
    })
    const { groups } = await operations.call('campaign.start', { campaignId })
    return new Map(groups.map(({ groupId, leader }) => [leader.leaderId, groupId]))
  }

  private async order(basket: Basket, monday: string): Promise<void> {
    const groups = await this.groupsOf(monday)
    const groupId = groups.get(leaderOf(basket.member, this.options.leaders)) as string
    const lines = [...basket.pieces].map(([skuId, quantity]) => ({
      skuId,
      quantity,
      priceFen: this.prices.get(skuId) as number,
    }))
    const person = this.person(`m${basket.member}`)
    const { orderId, payment } = await person.call('order.place', {
      requestId: `replay-${basket.day}-${basket.member}`,
      groupId,
      lines,
      totalFen: lines.reduce((sum, line) => sum + line.quantity * line.priceFen, 0),
    })
    // An order that a run before this one has paid comes back without a payment.
    if (payment) await payOnSheet(this.options.wire, payment)
    const { state } = await person.call('order.confirm', { orderId })
    if (state !== 'paid') throw new Error(`order ${orderId} of ${basket.day} is ${state} after it was paid`)
  }

  /** The resident shows the codes of his orders; his leader types them. */
  private async collect(member: number): Promise<void> {
    const resident = this.person(`m${member}`)
    const leader = this.person(`leader-${leaderOf(member, this.options.leaders)}`)
    const { orders } = await resident.call('order.list', { filter: 'to_collect' })
    for (const order of orders) {
      if (order.collectCode) await leader.call('leader.collect', { code: order.collectCode })
    }
  }

  private async takePackets(leader: string): Promise<void> {
    const person = this.person(`leader-${leader}`)
    const { redPackets } = await person.call('leader.today', {})
    for (const { _id, state } of redPackets) {
      if (state !== 'awaiting_confirm') continue
      await person.call('leader.takeRedPacket', { redPacketId: _id })
      await person.call('leader.confirmRedPacket', { redPacketId: _id })
    }
  }
}
