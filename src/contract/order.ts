import { z } from 'zod'
import { action } from './define'
import { fen, id, ms, orderView, payment, requestId } from './shapes'

const orderRef = z.object({ orderId: id })

export const order = {
  /**
   * Holds the goods, makes the order and the payment. Prices the client shows are compared; a difference is
   * `price_changed` with `details: {lines: [{skuId, priceFen}], discounts: [{name, rule, offFen}], totalFen}`. `sold_out` and `over_limit` carry
   * `details: {lines: [{skuId, left}]}` (`left`: how many this person could still have).
   */
  'order.place': action({
    roles: ['resident'],
    idempotency: 'requestId',
    input: z.object({
      requestId,
      groupId: id,
      lines: z
        .array(z.object({ skuId: id, quantity: z.int().min(1).max(99), priceFen: fen }))
        .min(1)
        .max(50),
      totalFen: fen,
      /** What the screen showed as taken off. An app that leaves it out knows no discounts: see `Shown` in domain/order. */
      offFen: fen.optional(),
    }),
    output: z.object({ orderId: id, totalFen: fen, expiresAt: ms, payment: payment.nullable() }),
    errors: {
      group_not_found: '没有找到这个团，可能已被删除',
      group_not_open: '这一团还没开始',
      group_closed: '这一团收单了',
      sold_out: '手慢了一点，有商品不够了',
      over_limit: '超过每人限购数量',
      price_changed: '价格有变化，请核对后再下单',
      unknown_goods: '有商品已下架，请返回重选',
      request_reused: '这次提交与之前的内容不同，请重新下单',
    },
  }),
  /** Payment parameters again, for an order not yet paid. */
  'order.pay': action({
    roles: ['resident'],
    idempotency: 'state',
    input: orderRef,
    output: z.object({ payment }),
    errors: {
      order_not_found: '没有找到这个订单',
      already_paid: '这一单已经付好了',
      order_closed: '这一单已关闭，请重新下单',
      pay_unavailable: '微信支付没有响应，请稍后再付',
    },
  }),
  /** Asks the payment service what became of the payment and applies it; call it after the payment sheet closes. */
  'order.confirm': action({
    roles: ['resident'],
    idempotency: 'state',
    input: orderRef,
    output: orderView,
    errors: { order_not_found: '没有找到这个订单' },
  }),
  'order.get': action({
    roles: ['resident'],
    idempotency: 'read',
    input: orderRef,
    output: orderView,
    errors: { order_not_found: '没有找到这个订单' },
  }),
  'order.list': action({
    roles: ['resident'],
    idempotency: 'read',
    input: z.object({
      filter: z.enum(['all', 'to_pay', 'to_collect', 'closed']).default('all'),
      /** createdAt of the last one seen. */
      before: ms.optional(),
    }),
    output: z.object({ orders: z.array(orderView), more: z.boolean() }),
    errors: {},
  }),
  /** Cancels an unpaid order: the payment is closed first, then the goods go back on sale. */
  'order.cancel': action({
    roles: ['resident'],
    idempotency: 'state',
    input: orderRef,
    output: orderView,
    errors: { order_not_found: '没有找到这个订单', already_paid: '这一单已经付好了，可以申请退款' },
  }),
  /** Returns a paid order as a whole: by the resident until the cut-off, by operations until it is completed. */
  'order.refund': action({
    roles: ['resident', 'operations'],
    idempotency: 'state',
    input: z.object({ orderId: id, reason: z.string().trim().min(1).max(100) }),
    output: orderView,
    errors: {
      order_not_found: '没有找到这个订单',
      not_refundable: '这一单现在不能整单退款，请联系团长',
      refund_unavailable: '微信退款没有响应，请稍后再试，钱不会丢',
    },
  }),
}
