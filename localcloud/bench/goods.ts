import type { IndexSpec } from '../src/database/index'

/** The collection the benchmark works on, and what is asked of it. */
export const COLLECTION = 'goods'
export const INDEXES: Record<string, IndexSpec[]> = {
  [COLLECTION]: [{ name: 'group_at', keys: { group: 1, at: -1 } }],
}
/** Documents in use by reads and updates; the rest is there to be in the way. */
export const ACTIVE = 5000
export const GROUPS = 1000

/** About 230 bytes of extended JSON, like an order line or a product. */
export function makeGoods(n: number) {
  return {
    _id: goodsId(n),
    name: `goods number ${n}`,
    group: groupOf(n),
    price: 100 + (n % 5000),
    stock: 1_000_000,
    sold: 0,
    tags: ['fresh', 'fruit', `t${n % 7}`],
    at: new Date(1_700_000_000_000 + n),
  }
}

export const goodsId = (n: number) => `g${n}`
export const groupOf = (n: number) => `group-${n % GROUPS}`
