import type { z } from 'zod'
import { couponState, templateSchema } from '../coupons/schema'
import type { Template } from '../coupons/template'
import { priceUse, promotionFields } from '../promotions/schema'
import { fen, fields, flag, instant, list, name, whole } from '../schema'
import type { Cart } from './cart'

const line = fields({
  skuId: name,
  name: name.optional(),
  category: name.optional(),
  quantity: whole(1, 9999, 'pieces'),
  priceFen: fen(),
  offers: list(priceUse).optional(),
})

const file = fields({
  at: instant,
  buyer: fields({ newCustomer: flag.default(false), segments: list(name).default([]) }).default({
    newCustomer: false,
    segments: [],
  }),
  leaderId: name.optional(),
  team: flag.default(false),
  lines: list(line).max(1000, { error: 'at most 1000 lines' }),
  ladders: list(fields({ id: name, name: name.optional(), ...promotionFields })).default([]),
  templates: list(templateSchema).default([]),
  coupons: list(
    fields({ id: name, templateId: name, issuedAt: instant.optional(), state: couponState.default('issued') }),
  ).default([]),
  couponId: name.nullable().optional(),
  goal: fields({
    orders: whole(1, 1_000_000, 'orders'),
    discountFen: fen(1),
    ordersBefore: whole(0, 1_000_000, 'orders'),
  }).optional(),
  deliveryFen: fen().default(0),
  refunds: list(fields({ skuId: name, pieces: whole(1, 9999, 'pieces') })).default([]),
})

export interface CartFile {
  cart: Cart
  /** Pieces to refund, in this order. */
  refunds: { skuId: string; pieces: number }[]
}

type Read = z.output<typeof file>

/** A cart as a file has it (docs/quote.md), joined and checked: what names something names something that is there. */
export const cartSchema = file.superRefine(crossChecks).transform((read): CartFile => {
  const templates = new Map(read.templates.map((template) => [template.id, template as Template]))
  const { at, team, leaderId, buyer, lines, ladders, couponId, goal, deliveryFen, refunds } = read
  const coupons = read.coupons.map(({ id, state, templateId, issuedAt = at }) => {
    return { id, state, issuedAt, template: templates.get(templateId) as Template }
  })
  const cart: Cart = {
    occasion: { at, team, leaderId, ...buyer },
    lines,
    ladders,
    coupons,
    couponId,
    goal,
    deliveryFen,
  }
  return { cart, refunds }
})

function crossChecks(read: Read, context: z.RefinementCtx): void {
  const problem = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
  const unique = (key: 'lines' | 'ladders' | 'templates' | 'coupons', id: 'id' | 'skuId') => {
    const seen = new Map<string, number>()
    for (const [i, one] of read[key].entries()) {
      const value = (one as Record<string, unknown>)[id] as string
      const first = seen.get(value)
      if (first !== undefined) problem([key, i, id], `another ${id} than that of ${key}[${first}]`)
      else seen.set(value, i)
    }
    return seen
  }
  const lines = unique('lines', 'skuId')
  unique('ladders', 'id')
  const templates = unique('templates', 'id')
  const coupons = unique('coupons', 'id')
  for (const [i, { templateId }] of read.coupons.entries())
    if (!templates.has(templateId)) problem(['coupons', i, 'templateId'], 'the id of one of the templates')
  if (read.couponId && !coupons.has(read.couponId)) problem(['couponId'], 'null or the id of one of the coupons')
  const left = read.lines.map(({ quantity }) => quantity)
  for (const [i, { skuId, pieces }] of read.refunds.entries()) {
    const index = lines.get(skuId)
    if (index === undefined) problem(['refunds', i, 'skuId'], 'the skuId of one of the lines')
    else if (pieces > (left[index] as number))
      problem(['refunds', i, 'pieces'], `at most the ${left[index]} pieces left`)
    else left[index] = (left[index] as number) - pieces
  }
}
