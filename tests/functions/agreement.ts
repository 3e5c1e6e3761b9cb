import type { OrderDoc } from '../../cloudfunctions/common/collections'
import { baseCommission } from '../../src/domain/incentives/commission'
import { isEffective } from '../../src/domain/incentives/effective'
import { account, balances } from '../../src/domain/ledger/posting'
import { sum } from '../../src/domain/money'
import { piecesOf } from '../../src/domain/order'
import { settledStates } from '../../src/domain/orderState'
import { defaultPlan, type Plan } from '../../src/domain/plan/plan'
import type { World } from './world'

interface Payment {
  _id: string
  totalFee: number
  transactionId?: string
  refundedFee: number
}

export interface Agreement {
  plan: Plan
  /** Pieces put on sale, by SKU. */
  stock: Record<string, number>
  poolFen: number
}

/**
 * Everything that does not agree, in words: the payment service against the orders, and the orders, from which all is
 * computed anew, against stock, limits, live documents, ledger and red packets. To be asked when nothing is under way.
 */
export function disagreements(world: World, agreement: Agreement): string[] {
  const found: string[] = []
  const expect = (what: string, actual: unknown, expected: unknown) => {
    if (JSON.stringify(actual) !== JSON.stringify(expected))
      found.push(`${what}: ${JSON.stringify(actual)}, should be ${JSON.stringify(expected)}`)
  }
  const orders = world.all('orders')
  const settled = orders.filter((order) => settledStates.includes(order.state))
  const effective = settled.filter((order) => isEffective(order, agreement.plan))
  const commission = (list: OrderDoc[]) => sum(list.map((order) => baseCommission(order, agreement.plan)))
  const total = (list: OrderDoc[]) => sum(list.map((order) => order.totalFen))

  for (const order of orders) {
    expect(`order ${order._id} has news or a refund pending`, [order.event, order.refundDueAt], [undefined, undefined])
  }
  const payments = world.cloud.database.find('_pay_orders') as unknown as Payment[]
  const byId = new Map(payments.map((payment) => [payment._id, payment]))
  for (const { _id, state, totalFen } of orders) {
    const payment = byId.get(_id)
    const paid = payment?.transactionId !== undefined
    const refunded = paid && payment.refundedFee === payment.totalFee
    const closed = state === 'expired' || state === 'cancelled'
    const fits = refunded ? state === 'refunded' : paid ? settledStates.includes(state) : closed
    if (!fits) found.push(`order ${_id} is ${state}, its payment ${JSON.stringify(payment)}`)
    if (paid) expect(`what was paid for ${_id}`, payment.totalFee, totalFen)
  }
  for (const { _id } of payments) if (!world.one('orders', _id)) found.push(`payment ${_id} has no order`)

  const stock = world.one('stock', world.campaignId)
  expect('holds', stock?.holds, {})
  for (const [sku, pieces] of Object.entries(agreement.stock)) {
    const sold = sum(settled.map((order) => piecesOf(order.lines)[sku] ?? 0))
    expect(`${sku} sold and left`, [stock?.sold[sku], stock?.left[sku]], [sold, pieces - sold])
  }
  for (const purchase of world.all('purchases')) {
    const counted = Object.keys(purchase.orders)
    for (const id of counted) {
      const order = world.one('orders', id)
      if (!order || !settledStates.includes(order.state))
        found.push(`${purchase._id} counts ${id}, which is ${order?.state}`)
    }
    for (const [sku, pieces] of Object.entries(purchase.taken))
      expect(`${purchase._id} ${sku}`, pieces, sum(counted.map((id) => purchase.orders[id]?.[sku] ?? 0)))
  }

  const live = world.one('group_live', world.groupId)
  const pieces = sum(settled.flatMap((order) => order.lines.map((line) => line.quantity)))
  expect('the group', [live?.orders, live?.pieces, live?.paidFen], [settled.length, pieces, total(settled)])
  const days = world.all('leader_live')
  expect(
    "the leader's days",
    ['orders', 'netFen', 'commissionFen'].map((field) => sum(days.map((day) => day[field as 'orders']))),
    [effective.length, total(effective), commission(effective)],
  )

  const packets = world.all('red_packets')
  for (const day of days) {
    for (const step of (agreement.plan.targets ?? []).filter((target) => target.window === day.window)) {
      const mine = packets.filter((packet) => packet.windowKey === day.windowKey && packet.orders === step.orders)
      // A refund takes an order out again, not the red packet that it helped to reach.
      const ever = day.orders + orders.filter((order) => order.state === 'refunded').length
      if (day.orders >= step.orders) expect(`red packets of ${day._id} for ${step.orders}`, mine.length, 1)
      else if (mine.length > 0 && ever < step.orders) found.push(`a red packet of ${day._id} nobody reached`)
    }
  }
  const granted = sum(packets.map((packet) => packet.amountFen))
  for (const packet of packets) expect(`red packet ${packet._id}`, packet.state, 'awaiting_confirm')
  const pool = world.one('pools', defaultPlan.redPacketPool as string)
  expect('the pool', [pool?.leftFen, pool?.grantedFen, pool?.holds], [agreement.poolFen - granted, granted, {}])

  const ledger = balances(world.all('ledger'))
  const accounts: [string, number][] = [
    [account.wechatPay, -total(settled)],
    [account.frozen('zhoujie'), commission(effective)],
    [account.commission, -commission(effective)],
    [account.redPackets(defaultPlan.redPacketPool as string), -granted],
    [account.transfers, granted],
  ]
  for (const [name, fen] of accounts) expect(name, ledger.get(name) ?? 0, fen === 0 ? 0 : fen)
  expect('sales less refunds', (ledger.get(account.sales) ?? 0) + (ledger.get(account.refunds) ?? 0), total(settled))
  return found
}
