import { refusals } from '../coupons/usable'
import { atLeast, multiply, sum } from '../integer'
import { goalReached } from '../promotions/goal'
import { within } from '../promotions/scope'
import { byText } from '../text'
import { shortYen } from '../yuan'
import { best, type Combination, withCoupon } from './best'
import type { Cart, CartLine } from './cart'
import { byWorth, type CouponResult, couponResult } from './couponResult'
import { type Discount, discountsOf } from './discounts'
import { laddered, ladderName, type OpenLadder, openLadders } from './ladder'
import { type Missing, missingForLadder } from './missing'
import { type Unit, unitOf } from './unit'

export interface PricedLine extends CartLine {
  unit: Unit
  /** Pieces × unit price. */
  amountFen: number
  /** All discounts of the line. */
  offFen: number
  /** What is paid for the line: what a refund of it is counted from. */
  paidFen: number
}

export interface LadderAhead extends Missing {
  ladderId: string
  name: string
}

export interface GoalAhead {
  orders: number
  text: string
}

export interface Priced {
  lines: PricedLine[]
  /** In the order they come off. */
  discounts: Discount[]
  /** Lines at unit prices. */
  amountFen: number
  /** To pay for the goods: the sum of the lines' `paidFen`. */
  goodsFen: number
  deliveryFen: number
  /** To pay in all. */
  totalFen: number
  /** The coupon used. */
  couponId?: string
  /** All coupons, judged, the best first. */
  coupons: CouponResult[]
  /** What is missing for the next step of each ladder that runs. */
  ladders: LadderAhead[]
  /** What is missing for the group's goal, while it is not reached. */
  goal?: GoalAhead
}

/**
 * Prices a cart (incentives.md, "Prices and coupons"): unit price → automatic ladder → one coupon → the group's goal,
 * never below 0, delivery beside it. Deterministic, whatever the order of ladders and coupons.
 *
 * The goal comes last, so that a coupon's threshold is tested after the ladder and nothing else.
 * @throws MoneyError on prices or pieces that are not integers in range, or amounts beyond the safe integers
 * @throws UnknownRule on a ladder, condition, coupon or price of a kind this code does not know
 */
export function priceCart(cart: Cart): Priced {
  const { occasion, lines, goal } = cart
  const units = lines.map((line) => unitOf(line, occasion))
  const amounts = units.map((unit, i) => multiply(unit.priceFen, atLeast(1, (lines[i] as CartLine).quantity, 'pieces')))
  const ladders = openLadders(cart.ladders ?? [], lines, occasion)
  const ways = laddered(ladders, amounts)
  const goalFen = goal && goalReached(goal, goal.ordersBefore) ? atLeast(0, goal.discountFen, 'goal') : 0
  const held = (cart.coupons ?? []).map((coupon) => ({ coupon, covers: lines.map(within(coupon.template.scope)) }))
  const plain = withCoupon(ways, undefined, goalFen)
  const judged = held.map((open) => {
    const refused = refusals(open.coupon, occasion)
    const used = refused.length ? plain : withCoupon(ways, open, goalFen)
    return { used, result: couponResult(open, { used, plain }, refused, { ladders, amounts, goalFen }) }
  })
  const usable = judged.filter(({ result }) => result.usable)
  const taken = best(choices(plain, usable, cart.couponId))
  const discounts = discountsOf(taken, goal, goalFen)
  const deliveryFen = atLeast(0, cart.deliveryFen ?? 0, 'delivery')
  const priced = lines.map((line, i): PricedLine => {
    const [unit, amountFen] = [units[i] as Unit, amounts[i] as number]
    const offFen = sum(discounts.map((discount) => discount.parts[i] as number))
    return { ...line, unit, amountFen, offFen, paidFen: amountFen - offFen }
  })
  return {
    lines: priced,
    discounts,
    amountFen: sum(amounts),
    goodsFen: taken.goodsFen,
    deliveryFen,
    totalFen: sum([taken.goodsFen, deliveryFen]),
    ...(taken.open && { couponId: taken.open.coupon.id }),
    coupons: judged.map(({ result }) => result).sort(byWorth),
    ladders: missingForLadders(ladders, amounts),
    ...(goal && !goalReached(goal, goal.ordersBefore) && { goal: goalAhead(goal) }),
  }
}

interface Judged {
  used: Combination
  result: CouponResult
}

/** What may be taken: any coupon, or the one the buyer chose; none when it can not be used. */
function choices(plain: Combination, usable: readonly Judged[], couponId: string | null | undefined): Combination[] {
  const open = usable.filter(({ result }) => couponId === undefined || result.couponId === couponId)
  return open.length ? open.map(({ used }) => used) : [plain]
}

function missingForLadders(ladders: readonly OpenLadder[], amounts: readonly number[]): LadderAhead[] {
  const ahead = ladders.flatMap((open) => {
    const missing = missingForLadder(open, amounts)
    return missing ? [{ ladderId: open.ladder.id, name: ladderName(open.ladder), ...missing }] : []
  })
  return ahead.sort((a, b) => a.missingFen - b.missingFen || byText(a.ladderId, b.ladderId))
}

function goalAhead({ orders, ordersBefore, discountFen }: NonNullable<Cart['goal']>): GoalAhead {
  const missing = orders - ordersBefore
  return { orders: missing, text: `还差 ${missing} 单，全团减 ${shortYen(discountFen)}` }
}
