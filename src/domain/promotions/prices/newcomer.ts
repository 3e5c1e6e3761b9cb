import { fen } from '../args'
import { price } from '../rule'
import { limit, overLimit } from './limit'

/** The price for somebody without an effective order yet. */
export const newcomer = price({
  code: 'newcomer',
  label: '新人价',
  args: { priceFen: fen('价格', 0), limit },
  asks: 'newCustomer',
  fen: ({ priceFen }) => priceFen,
  check: ({ limit }, occasion, pieces) => (occasion.newCustomer ? overLimit(pieces, limit) : '仅限还没下过单的新客'),
  explain: () => '第一单',
})
