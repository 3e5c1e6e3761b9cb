/** What the demo's campaigns sell: `[productId, price in fen, struck price in fen or 0, stock, limit a person or 0]`. */
export type DemoItem = readonly [
  productId: string,
  priceFen: number,
  listPriceFen: number,
  stock: number,
  limit: number,
]

/**
 * 周末鲜果蔬菜团: a few pieces more than the extract's baskets take, so that the bars have something to say. Prices are
 *  below the catalogue's where the offer is a real one.
 */
export const FRESH: readonly DemoItem[] = [
  ['pip-fruit', 1990, 2590, 26, 5],
  ['domestic-eggs', 2190, 0, 24, 0],
  ['other-vegetables', 690, 0, 30, 0],
  ['citrus-fruit', 1680, 2280, 21, 0],
  ['tropical-fruit', 2390, 0, 14, 0],
  ['whole-milk', 1290, 1490, 40, 0],
  ['root-vegetables', 550, 0, 20, 0],
  ['grapes', 2690, 3290, 12, 2],
  ['berries', 3980, 0, 10, 0],
  ['yogurt', 1680, 0, 12, 0],
  ['sausage', 2280, 0, 12, 0],
  ['pork', 1890, 0, 10, 0],
  ['beef', 4590, 5290, 8, 0],
  ['chicken', 3680, 0, 8, 0],
  ['frankfurter', 1980, 0, 12, 0],
  ['frozen-vegetables', 980, 0, 20, 0],
  ['onions', 590, 0, 20, 0],
  ['butter', 2280, 0, 9, 0],
]

/** What comes off by itself in 周末鲜果蔬菜团: 满39减5，满69减12. */
export const FRESH_LADDER = {
  action: {
    code: 'steps' as const,
    args: {
      steps: [
        { thresholdFen: 3900, offFen: 500 },
        { thresholdFen: 6900, offFen: 1200 },
      ],
    },
  },
}

/** 现烤面包早餐团. */
export const BAKERY: readonly DemoItem[] = [
  ['pastry', 1880, 2380, 50, 0],
  ['rolls-buns', 1180, 0, 80, 0],
  ['brown-bread', 1490, 0, 40, 0],
  ['white-bread', 1080, 0, 40, 0],
  ['coffee', 3980, 0, 20, 0],
  ['soda', 1990, 0, 60, 0],
  ['bottled-water', 1350, 0, 60, 0],
  ['fruit-vegetable-juice', 1580, 0, 40, 0],
  ['curd', 1250, 0, 40, 0],
  ['cream-cheese', 1990, 0, 30, 0],
  ['newspapers', 300, 0, 100, 0],
  ['chocolate', 1860, 0, 40, 0],
]
