import { baseCommission } from '../../../src/domain/incentives/commission'
import { bouncedPostings, completedPostings, paidPostings, refundedPostings } from '../../../src/domain/ledger/orders'
import type { Posting } from '../../../src/domain/ledger/posting'
import type { Plan } from '../../../src/domain/plan/plan'
import type { OrderEvent } from '../collections'
import { insertAllOnce } from '../db'
import { type Consumer, type EventOrder, planOf } from './event'
import { asPaid } from './toLeaders'

type Money = Parameters<typeof paidPostings>[0]

const postings: Record<OrderEvent, (money: Money, at: number) => Posting[]> = {
  paid: paidPostings,
  refunded: refundedPostings,
  bounced: bouncedPostings,
  completed: completedPostings,
}

const money = (order: EventOrder, plan: Plan): Money => ({
  orderId: order._id,
  leaderId: order.leaderId,
  totalFen: order.totalFen,
  commissionFen: baseCommission(asPaid(order), plan),
})

/** Every event that moves money is posted; the postings' ids follow from the order, so a repeat posts nothing. */
export const toLedger: Consumer = async (orders, { planAt }) => {
  // `eventAt` is when it happened (a payment's own time), not when it is written down.
  await insertAllOnce(
    'ledger',
    orders.flatMap((order) => postings[order.event](money(order, planOf(order, planAt)), order.eventAt as number)),
  )
}
