import type { Coupon } from '../../src/domain/coupons/coupon'
import type { Cart } from '../../src/domain/pricing/cart'
import { priceCart } from '../../src/domain/pricing/priceCart'
import type { ActionUse } from '../../src/domain/promotions/actions'
import { median, percentile } from './statistics'

const LINES = 100
const COUPONS = 50
const ROUNDS = 300
const WARM_UP = 50

export interface QuoteFigures {
  lines: number
  coupons: number
  medianMs: number
  p99Ms: number
}

/** Prices a cart of 100 lines with 3 ladders and 50 coupons of all kinds, many of which just miss their threshold. */
export function benchQuote(): QuoteFigures {
  const times: number[] = []
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const cart = largeCart(round)
    const started = performance.now()
    priceCart(cart)
    if (round >= WARM_UP) times.push(performance.now() - started)
  }
  const ms = (value: number) => Math.round(value * 1000) / 1000
  return { lines: LINES, coupons: COUPONS, medianMs: ms(median(times)), p99Ms: ms(percentile(times, 99)) }
}

const categories = ['水果', '蔬菜', '奶', '零食', '粮油']
const at = Date.parse('2026-11-21T14:00:00+08:00')
const validity = { from: at - 86_400_000, to: at + 86_400_000 }

function largeCart(round: number): Cart {
  const steps = (from: number): ActionUse => ({
    code: 'steps',
    args: { steps: [1, 2, 3].map((k) => ({ thresholdFen: from * k, offFen: 500 * k * k })) },
  })
  const actions = (i: number): ActionUse[] => [
    { code: 'fixed', args: { offFen: 1000 + i, thresholdFen: 20_000 * (i % 30) } },
    { code: 'percent', args: { offBp: 300 + i, capFen: 3000 } },
    { code: 'every', args: { thresholdFen: 19_900, offFen: 100 + i, capFen: 4000 } },
    steps(100_000 + i),
  ]
  const scopeOf = (i: number) =>
    i % 3 === 0 ? undefined : { categories: [categories[i % 5] as string], skuIds: ['s1', `s${i}`] }
  return {
    occasion: { at, newCustomer: round % 2 === 0, segments: ['新邻居'], team: false },
    lines: [...Array(LINES).keys()].map((i) => ({
      skuId: `s${i}`,
      category: categories[i % 5],
      quantity: 1 + (i % 4),
      priceFen: 500 + ((i * 7919 + round * 31) % 4000),
      offers: [{ code: 'flash', args: { priceFen: 450 + i, ...validity, limit: 2 } }],
    })),
    ladders: [0, 1, 2].map((i) => ({ id: `l${i}`, action: steps(60_000 + i), scope: scopeOf(i) })),
    coupons: [...Array(COUPONS).keys()].map(
      (i): Coupon => ({
        id: `c${i}`,
        issuedAt: at - i,
        state: 'issued',
        template: {
          id: `t${i}`,
          name: `券${i}`,
          scope: scopeOf(i),
          conditions: i % 7 === 0 ? [{ code: 'newCustomer', args: {} }] : [],
          action: actions(i)[i % 4] as ActionUse,
          validity,
          paidBy: 'platform',
        },
      }),
    ),
    goal: { orders: 50, discountFen: 500, ordersBefore: 60 },
  }
}
