import { instantText } from '../../src/domain/instant'
import { MoneyError } from '../../src/domain/integer'
import { type Priced, priceCart } from '../../src/domain/pricing/priceCart'
import { refundFen } from '../../src/domain/pricing/refund'
import { type CartFile, cartSchema } from '../../src/domain/pricing/schema'
import { checked } from './checked'
import { MalformedInput, readJson } from './json'
import { fileOption, type Outcome, outcome, readInput } from './options'
import { quoteText, type Refunded } from './quoteText'

export const QUOTE_USAGE = 'npm run quote -- --cart FILE.json [--json]'

/** `npm run quote`: prices the cart of a file (docs/quote.md). */
export function quoteCommand(args: readonly string[], cwd: string): Outcome {
  return outcome(QUOTE_USAGE, () => {
    const { file, json } = fileOption('cart', args)
    const read = checked(readJson(readInput(file, cwd), file), cartSchema)
    const priced = exact(file, () => priceCart(read.cart))
    const refunds = refundsOf(read, priced)
    return json ? asJson(priced, refunds) : quoteText(priced, refunds)
  })
}

/** Amounts that are each fine can still be too much together. */
function exact<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof MoneyError) throw new MalformedInput(`${file}: ${error.message}`)
    throw error
  }
}

function refundsOf({ refunds }: CartFile, priced: Priced): Refunded[] {
  const before = new Map<string, number>()
  return refunds.map(({ skuId, pieces }) => {
    const line = priced.lines.find((one) => one.skuId === skuId)
    if (!line) throw new MalformedInput(`there is no line ${skuId}`)
    const refunded = refundFen(line, before.get(skuId) ?? 0, pieces)
    before.set(skuId, (before.get(skuId) ?? 0) + pieces)
    return { skuId, pieces, refundFen: refunded }
  })
}

const sumOf = (refunds: readonly Refunded[]) => refunds.reduce((total, { refundFen }) => total + refundFen, 0)

function asJson(priced: Priced, refunds: Refunded[]): string {
  const lines = priced.lines.map(({ skuId, name, quantity, unit, amountFen, offFen, paidFen }) => {
    return { skuId, name, quantity, unit, amountFen, offFen, paidFen }
  })
  const coupons = priced.coupons.map((one) => ({ ...one, expiresAt: instantText(one.expiresAt) }))
  const couponId = priced.couponId ?? null
  return JSON.stringify({ ...priced, lines, couponId, coupons, refunds, refundedFen: sumOf(refunds) })
}
