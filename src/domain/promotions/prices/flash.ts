import { momentInWords } from '../../time'
import { fen, instant } from '../args'
import { price } from '../rule'
import { limit, overLimit } from './limit'

/** The price of a flash sale, from its start to before its end. Whether a piece is left is a matter of stock. */
export const flash = price({
  code: 'flash',
  label: '秒杀价',
  args: { priceFen: fen('价格', 0), from: instant('开始'), to: instant('结束'), limit },
  wrong: ({ from, to }) => (from < to ? undefined : '结束要晚于开始'),
  fen: ({ priceFen }) => priceFen,
  check({ from, to, limit }, { at }, pieces) {
    if (at < from) return `${momentInWords(from)} 开抢`
    if (at >= to) return '已经结束'
    return overLimit(pieces, limit)
  },
  explain: ({ from, to }) => `${momentInWords(from)} 至 ${momentInWords(to)}`,
})
