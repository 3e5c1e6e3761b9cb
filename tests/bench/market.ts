import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtFunctions, root } from '../../config/tasks/paths'
import { loadCatalogue } from '../simulation/catalogue'
import { inParallel, Person, payOnSheet, Wire } from '../simulation/client'
import { type SimulatedCloud, startCloudProcess } from '../simulation/cloud'
import { ENV, functionEnv } from '../simulation/environment'
import { leader, leaderId, ownerOf } from '../simulation/rules'
import { OPERATIONS, PASSWORD, products } from '../simulation/seed'

export const BUYERS = 400
const LEADERS = 10
const LINES = 3
const DAY_MS = 86_400_000

export interface BenchCampaign {
  campaignId: string
  groupIds: string[]
  prices: [skuId: string, priceFen: number][]
}

/** A cloud in a process of its own, with leaders, goods and buyers; data on disk with durable commits. */
export class Market {
  private readonly people = new Map<string, Person>()
  private campaigns = 0

  private constructor(
    readonly cloud: SimulatedCloud,
    private readonly wire: Wire,
    private readonly folder: string,
  ) {}

  static async open(): Promise<Market> {
    const folder = mkdtempSync(join(tmpdir(), 'lintuan-bench-'))
    const cloud = await startCloudProcess({
      data: folder,
      functions: builtFunctions,
      rules: join(root, 'cloudfunctions/database.rules.json'),
      indexes: join(root, 'cloudfunctions/database.indexes.json'),
      env: ENV,
      functionEnv,
      quiet: true,
    })
    const market = new Market(cloud, new Wire(cloud.url), folder)
    await market.seed()
    return market
  }

  async close(): Promise<void> {
    this.wire.close()
    await this.cloud.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** A campaign of the most bought goods, with so many pieces of each; open for a day, one group a leader. */
  async campaign(skus: number, stock: number): Promise<BenchCampaign> {
    const prices = loadCatalogue()
      .slice(0, skus)
      .map((p): [string, number] => [p.productId, p.priceFen])
    const now = Date.now()
    const operations = this.person(OPERATIONS.username)
    const { campaignId } = await operations.call('campaign.create', {
      requestId: `bench-${now}-${++this.campaigns}`,
      title: `压测 ${this.campaigns}`,
      startAt: now - 1000,
      cutoffAt: now + DAY_MS,
      deliverAt: now + 2 * DAY_MS,
      goalOrders: 100,
      items: prices.map(([skuId, priceFen]) => ({ skuId, priceFen, stock })),
      leaderIds: Array.from({ length: LEADERS }, (_, i) => leaderId(i)),
    })
    const { groups } = await operations.call('campaign.start', { campaignId })
    return { campaignId, prices, groupIds: groups.map((group) => group.groupId) }
  }

  buyer(index: number): Person {
    return this.person(`buyer${index % BUYERS}`)
  }

  /** Opens a page with every buyer, so that everybody is signed in. */
  async signEverybodyIn(): Promise<void> {
    const all = Array.from({ length: BUYERS }, (_, i) => i)
    await inParallel(all, 20, async (i) => void (await this.buyer(i).call('account.signIn', {})))
  }

  /**
   * One order as the app makes it: place, pay on the sheet, confirm. Rejects with ActionFailed when it cannot be placed.
   */
  async order(campaign: BenchCampaign, buyer: number, index: number): Promise<void> {
    const { prices, groupIds } = campaign
    const chosen = Array.from(
      { length: Math.min(LINES, prices.length) },
      (_, i) => prices[(index * 7 + i) % prices.length],
    )
    const lines = (chosen as [string, number][]).map(([skuId, priceFen]) => ({ skuId, priceFen, quantity: 1 }))
    const person = this.buyer(buyer)
    const { orderId, payment } = await person.call('order.place', {
      requestId: `bench-${campaign.campaignId}-${index}`,
      groupId: groupIds[index % groupIds.length] as string,
      lines,
      totalFen: lines.reduce((sum, line) => sum + line.priceFen, 0),
    })
    if (!payment) throw new Error(`order ${orderId} has no payment`)
    await payOnSheet(this.wire, payment)
    const { state } = await person.call('order.confirm', { orderId })
    if (state !== 'paid') throw new Error(`order ${orderId} is ${state} after it was paid`)
  }

  /** Resolves once no order has anything in its outbox: progress, targets, commission and ledger are applied. */
  async settled(): Promise<void> {
    while ((await this.cloud.count('orders', { eventAt: { $gt: 0 } })) > 0) {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  private person(username: string): Person {
    let person = this.people.get(username)
    if (!person) {
      person = new Person(this.wire, ENV, username)
      this.people.set(username, person)
    }
    return person
  }

  private async seed(): Promise<void> {
    const now = Date.now()
    const leaders = Array.from({ length: LEADERS }, (_, i) => leader(i, now))
    const buyers = Array.from({ length: BUYERS }, (_, i) => `buyer${i}`)
    await this.cloud.insert('products', products())
    await this.cloud.insert('leaders', leaders)
    await this.cloud.insert('pools', [{ _id: 'targets', leftFen: 1_000_000_000, grantedFen: 0, holds: {} }])
    const person = (_id: string, name: string) => ({ _id, name, avatar: 'panda', createdAt: now })
    await this.cloud.insert('users', [
      { ...person(OPERATIONS.openid, '运营'), roles: ['resident', 'operations'] },
      ...leaders.map(({ _id, name }) => ({
        ...person(ownerOf(_id), name),
        roles: ['resident' as const, 'leader' as const],
      })),
      ...buyers.map((name) => ({ ...person(name, name), roles: ['resident' as const] })),
    ])
    await this.cloud.addUsers([
      { ...OPERATIONS, password: PASSWORD },
      ...buyers.map((username) => ({ username, openid: username, password: PASSWORD })),
    ])
  }
}
