import type { Priced } from '../../src/domain/pricing/priceCart'
import { momentInWords } from '../../src/domain/time'
import { yen } from '../../src/domain/yuan'
import { columns } from './columns'

/** One refund of the file and what it returns. */
export interface Refunded {
  skuId: string
  pieces: number
  refundFen: number
}

/** A priced cart as a person reads it in a terminal. */
export function quoteText(priced: Priced, refunds: readonly Refunded[]): string {
  const { lines, discounts } = priced
  const table = columns(
    [
      ['商品', '数量', '单价', '小计', '优惠', '实付'],
      ...lines.map(({ name, skuId, quantity, unit, amountFen, offFen, paidFen }) => {
        return [name ?? skuId, String(quantity), ...[unit.priceFen, amountFen, -offFen || 0, paidFen].map(yen)]
      }),
    ],
    [1, 2, 3, 4, 5],
  )
  const used = priced.coupons.find(({ couponId }) => couponId === priced.couponId)
  const sections: [string, string[]][] = [
    [
      '价格',
      lines.flatMap(({ name, skuId, unit }) =>
        [unit.reason, ...unit.others.map((o) => `  ${o.reason}`)].map((r) => `${name ?? skuId} ${r}`),
      ),
    ],
    ['优惠', discounts.map(({ name, reason }) => `${name} ${reason}`)],
    ['用券', used ? [`${used.name}（${used.couponId}），${momentInWords(used.expiresAt)} 到期`] : []],
    ['其他券', others(priced)],
    [
      '还差',
      [...priced.ladders.map(({ name, text }) => `${name}：${text}`), ...(priced.goal ? [priced.goal.text] : [])],
    ],
    ['退款', refunds.map(({ skuId, pieces, refundFen }) => `${skuId} ${pieces} 件退 ${yen(refundFen)}`)],
  ]
  const written = sections
    .filter(([, said]) => said.length)
    .map(([title, said]) => [title, ...said.map((line) => `  ${line}`)].join('\n'))
  const delivery = priced.deliveryFen ? `，配送 ${yen(priced.deliveryFen)}` : ''
  const total = `合计  商品 ${yen(priced.amountFen)}，优惠 ${yen(priced.amountFen - priced.goodsFen)}${delivery}，应付 ${yen(priced.totalFen)}`
  return [table, total, ...written].join('\n\n')
}

function others(priced: Priced): string[] {
  return priced.coupons
    .filter(({ couponId }) => couponId !== priced.couponId)
    .map(({ name, couponId, usable, goodsFen, reasons }) => {
      const why = usable ? `可用，商品付 ${yen(goodsFen)}` : reasons.map(({ text }) => text).join('；')
      return `${name}（${couponId}）${why}`
    })
}
