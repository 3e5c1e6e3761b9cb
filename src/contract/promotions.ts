import { z } from 'zod'
import type { Ladder } from '../domain/pricing/cart'
import type { Discount } from '../domain/pricing/discounts'
import type { PriceUse } from '../domain/promotions/prices'

/** fen. */
const MOST_FEN = 10_000_000
const amount = (what: string) => z.int().min(1, `${what}要大于 0`).max(MOST_FEN, `${what}最多 10 万元`)

/** 满39减5，满69减12: the highest step reached counts, alone. */
const steps = z.object({
  code: z.literal('steps'),
  args: z.object({
    steps: z
      .array(z.object({ thresholdFen: amount('满减门槛'), offFen: amount('满减金额') }))
      .min(1, '满减至少 1 档')
      .max(5, '满减最多 5 档'),
  }),
})

/** 每满199减20, up to a cap. */
const every = z.object({
  code: z.literal('every'),
  args: z.object({
    thresholdFen: amount('满减门槛'),
    offFen: amount('满减金额'),
    capFen: amount('封顶').optional(),
  }),
})

/** What a campaign takes off by itself (满减), in the data of the rules (src/domain/promotions); those that operations can set. */
export const ladderInput = z.object({
  name: z.string().trim().min(1).max(10).optional(),
  action: z.union([steps, every]),
})
export const ladderInputs = z.array(ladderInput).max(3, '满减最多 3 种')

/** Called what the rules call it: screens and functions hand it to them as it is. */
export const ladder: z.ZodType<Ladder, Ladder> = ladderInput.extend({ id: z.string() })

/** The price for somebody without an effective order yet. */
const newcomer = z.object({
  code: z.literal('newcomer'),
  args: z.object({ priceFen: amount('新人价'), limit: z.int().min(1).max(999).optional() }),
})

/** Unit prices besides the group's; at most one applies to a line. */
export const unitPrices: z.ZodType<readonly PriceUse[], readonly PriceUse[]> = z.array(newcomer).max(1)

/** Money off, named; `rule` says what it follows, in words. */
export const discount = z.object({
  kind: z.enum(['ladder', 'coupon', 'goal']),
  id: z.string(),
  name: z.string(),
  rule: z.string(),
  offFen: z.int().min(1),
}) satisfies z.ZodType<Pick<Discount, 'kind' | 'id' | 'name' | 'rule' | 'offFen'>>

export type LadderInput = z.infer<typeof ladderInput>
export type DiscountView = z.infer<typeof discount>
