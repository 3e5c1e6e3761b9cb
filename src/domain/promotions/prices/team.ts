import { fen } from '../args'
import { price } from '../rule'
import { limit, overLimit } from './limit'

/** The price for ordering in a team-up. */
export const team = price({
  code: 'team',
  label: '组队价',
  args: { priceFen: fen('价格', 0), limit },
  fen: ({ priceFen }) => priceFen,
  check: ({ limit }, occasion, pieces) => (occasion.team ? overLimit(pieces, limit) : '组队下单才有'),
  explain: () => '组队下单',
})
