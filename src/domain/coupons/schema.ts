import { z } from 'zod'
import { promotionFields } from '../promotions/schema'
import { fields, instant, name, whole } from '../schema'
import type { Template } from './template'

const most = 1_000_000_000

const absolute = fields({ from: instant, to: instant }).refine(({ from, to }) => from < to, {
  error: 'an end after the beginning',
  path: ['to'],
})
const relative = fields({ days: whole(1, 3660, 'days') })

/** `{from, to}` or `{days}`: by what is there, so that a slip in one is not told as a slip in the other. */
const validity = z.unknown().transform((value, context): Template['validity'] => {
  const isRelative = typeof value === 'object' && value !== null && 'days' in value
  const result = (isRelative ? relative : absolute).safeParse(value)
  if (result.success) return result.data
  for (const { path, message } of result.error.issues) context.addIssue({ code: 'custom', path, message })
  return z.NEVER
})

const paidBy = z.union([z.literal('platform'), fields({ leaderId: name })], {
  error: '"platform" or {"leaderId": …}',
})

/** A coupon template as operations make it. */
export const templateSchema = fields({
  id: name,
  name,
  ...promotionFields,
  validity,
  quota: fields({
    total: whole(1, most, 'copies').optional(),
    perPerson: whole(1, most, 'copies').optional(),
  }).optional(),
  paidBy: paidBy.default('platform'),
})

export const couponState = z.enum(['issued', 'locked', 'used', 'returned', 'expired'], {
  error: 'one of "issued", "locked", "used", "returned", "expired"',
})
