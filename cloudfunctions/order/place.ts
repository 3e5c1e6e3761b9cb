import type { z } from 'zod'
import type { Contracts } from '../../src/contract'
import type { Payment } from '../../src/contract/shapes'
import { attribute } from '../../src/domain/attribution/attribute'
import { exclusionOf } from '../../src/domain/attribution/exclusion'
import { owes } from '../../src/domain/basket'
import { maskName } from '../../src/domain/mask'
import { sum } from '../../src/domain/money'
import { PAY_WITHIN_MS, piecesOf } from '../../src/domain/order'
import { knownPeople } from '../common/attribution/people'
import { _ } from '../common/cloud'
import type { CampaignDoc, OrderDoc } from '../common/collections'
import { insertOnce, read, update } from '../common/db'
import { preparePayment } from '../common/gateways/pay'
import { collectCode, fingerprint, idFrom } from '../common/ids'
import { claimTerms } from '../common/newcomers'
import { freeGoods } from '../common/orders/close'
import { payNothing } from '../common/orders/payment'
import { drain } from '../common/outbox/drain'
import { limitedPart, take } from '../common/purchases'
import { ownerOf, type Sale, saleOf } from '../common/sale'
import { type Context, Expected } from '../common/serve'
import { isHeld, reserve } from '../common/stock'
import { buyerOf } from './buyer'
import { decide, type Quoted } from './decide'

type Ctx = Context<'order.place'>
type Input = z.output<Contracts['order.place']['input']>

/** The payment service is asked unprompted after a minute: the callback may have been lost. */
export const FIRST_CHECK_MS = 60_000

/**
 * Places an order: decide by the sale (from memory), write the order, hold the goods, make the payment — three round
 * trips when all goes well. The order's id follows from person and request id, so a repeat finds the first one and goes
 * on where that stopped; the order is written before the hold, so a crash between leaves an order that expires, never
 * goods that nobody owns.
 */
export async function place(ctx: Ctx, input: Input) {
  const orderId = idFrom('order', ctx.openid, input.requestId)
  let sale = await saleOf(input.groupId)
  let decided = sale && (await decide(ctx, orderId, sale, input))
  if (!sale || !decided || decided.refusal) {
    // What this instance remembers may be old: nobody is refused on it.
    sale = await saleOf(input.groupId, true)
    if (!sale) return ctx.fail('group_not_found')
    decided = await decide(ctx, orderId, sale, input)
    if (decided.refusal) {
      const repeated = await repeatOf(ctx, orderId, input)
      if (repeated) return repeated
      return ctx.fail(decided.refusal, decided.details)
    }
  }
  const order = await write(ctx, orderId, input, sale, decided.quoted as Quoted)
  if (order.repeated) return answer(order.doc)
  await hold(ctx, order.doc, sale)
  if (order.doc.totalFen > 0) return answer(order.doc)
  await payNothing(orderId, ctx.now)
  await drain()
  return answer({ ...order.doc, state: 'paid' })
}

/** The answer of an earlier call with this request id, if there was one. */
async function repeatOf(ctx: Ctx, orderId: string, input: Input) {
  const known = await read('orders', orderId)
  if (!known) return undefined
  checkRepeat(ctx, known, fingerprint(input))
  // One that died before it got its goods is decided anew: by what holds now, not by what held then.
  if (known.state === 'awaiting_payment' && !(await isHeld(known.campaignId, known._id))) return undefined
  return answer(known)
}

/** The same id with another input is refused; a request that was refused is refused again. */
function checkRepeat(ctx: Ctx, known: OrderDoc, inputHash: string): void {
  if (known.inputHash !== inputHash) ctx.fail('request_reused')
  if (known.refused) throw new Expected(known.refused.code, known.refused.details, known.refused.sentence)
}

async function write(ctx: Ctx, orderId: string, input: Input, sale: Sale, quoted: Quoted) {
  const { campaign, group, leader } = sale
  const [buyer, owner] = await Promise.all([buyerOf(ctx, leader._id), ownerOf(leader)])
  const people = attribute(knownPeople([leader], owner ? [buyer, owner] : [buyer]))
  const doc: OrderDoc = {
    _id: orderId,
    openid: ctx.openid,
    groupId: group._id,
    campaignId: campaign._id,
    leaderId: leader._id,
    title: campaign.title,
    state: 'awaiting_payment',
    lines: quoted.lines,
    ...(quoted.discounts.length && { discounts: quoted.discounts }),
    ...(owes(quoted.priced, campaign, 'newCustomer') && { newcomer: true }),
    totalFen: quoted.totalFen,
    inputHash: fingerprint(input),
    buyer: {
      name: maskName(buyer.name),
      avatar: buyer.avatar,
      ...(buyer.phone && { phoneTail: buyer.phone.slice(-4) }),
    },
    counts: exclusionOf(people, ctx.openid, leader.owner) === undefined,
    collectKey: `${leader._id}:${collectCode()}`,
    createdAt: ctx.now,
    expiresAt: ctx.now + PAY_WITHIN_MS,
    checkAt: ctx.now + FIRST_CHECK_MS,
    groupStartAt: campaign.startAt,
    cutoffAt: campaign.cutoffAt,
    deliverAt: campaign.deliverAt,
    refundedFen: 0,
  }
  while (!(await insertOnce('orders', doc))) {
    const known = await read('orders', orderId)
    if (known) {
      checkRepeat(ctx, known, doc.inputHash)
      // An earlier try may have stopped before it held the goods; holding twice changes nothing.
      return { doc: known, repeated: known.state !== 'awaiting_payment' }
    }
    // The other unique key: this leader has an order with that collect code.
    doc.collectKey = `${leader._id}:${collectCode()}`
  }
  return { doc, repeated: false }
}

/** Takes the goods: the person's limits first, then the stock. What does not fit leaves no trace. */
async function hold(ctx: Ctx, order: OrderDoc, sale: Sale): Promise<void> {
  const pieces = piecesOf(order.lines)
  let campaign: CampaignDoc = sale.campaign
  for (let attempt = 0; attempt < 4; attempt++) {
    const limited = limitedPart(pieces, campaign.items)
    const taking = { campaignId: campaign._id, openid: ctx.openid, orderId: order._id, pieces: limited.pieces }
    const room = await take(taking, limited.limits)
    if (room) await withdraw(order, 'over_limit', room)
    // Another of his orders was quicker: decided once more, he is no new customer any longer.
    if (order.newcomer && !(await claimTerms(order))) {
      await recheck(ctx, order, sale)
      continue
    }
    const held = await reserve({ campaignId: campaign._id, rev: campaign.rev, orderId: order._id, pieces, at: ctx.now })
    if (held.kind === 'held') return
    if (held.kind === 'short') await withdraw(order, 'sold_out', held.left)
    const fresh = await saleOf(order.groupId, true)
    if (!fresh) break
    campaign = fresh.campaign
    // A crash between a campaign's two documents is healed by the first order that meets it.
    await update('stock', { _id: campaign._id, rev: _.lt(campaign.rev) }, { rev: campaign.rev })
    await recheck(ctx, order, fresh)
  }
  // Not refused for good: the client comes again with the same request id and goes on here. Without goods the order can
  // not be paid, and runs out if nobody comes.
  ctx.fail('try_again')
}

/** The campaign changed between the decision and the hold: decide once more by the new one. */
async function recheck(ctx: Ctx, order: OrderDoc, sale: Sale): Promise<void> {
  const offFen = sum((order.discounts ?? []).map((discount) => discount.offFen))
  const buyer = { ...ctx, user: () => read('users', ctx.openid) }
  const { refusal, details } = await decide(buyer, order._id, sale, { ...order, offFen })
  if (refusal) await refuse(order, refusal, details)
}

async function withdraw(order: OrderDoc, code: 'sold_out' | 'over_limit', left: Record<string, number>) {
  const short = order.lines.filter((line) => (left[line.skuId] ?? line.quantity) < line.quantity)
  const details = { lines: short.map(({ skuId }) => ({ skuId, left: left[skuId] ?? 0 })) }
  const names = short.map((line) => line.name).join('、')
  await refuse(order, code, details, code === 'sold_out' ? `手慢了一点，${names}不够了` : `${names}超过每人限购数量`)
}

/**
 * Ends an order that got no goods. It is not deleted: another call with the same request id may be on its way with it,
 * and money that still came for it must find it.
 */
async function refuse(order: OrderDoc, code: string, details?: unknown, sentence?: string): Promise<never> {
  const refused = {
    code,
    ...(details === undefined ? {} : { details }),
    ...(sentence === undefined ? {} : { sentence }),
  }
  const open = { _id: order._id, state: 'awaiting_payment' }
  const done = await update('orders', open, { state: 'cancelled', closedAt: order.createdAt, refused: _.set(refused) })
  if (done) await freeGoods(order)
  throw new Expected(code, details, sentence)
}

async function answer(order: OrderDoc) {
  const { _id: orderId, totalFen, expiresAt } = order
  return { orderId, totalFen, expiresAt, payment: order.state === 'awaiting_payment' ? await prepared(order) : null }
}

/** The order stands even when the payment service is silent: it can be paid from the order's page. */
async function prepared(order: OrderDoc): Promise<Payment | null> {
  try {
    return await preparePayment({ orderId: order._id, title: order.title, totalFen: order.totalFen })
  } catch (error) {
    console.error(JSON.stringify({ event: 'payment not prepared', order: order._id, error: String(error) }))
    return null
  }
}
