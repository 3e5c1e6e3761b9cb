import { z } from 'zod'
import { fields, instant, list, name, whole } from '../schema'
import { actions } from './actions'
import type { ArgSpecs, Shape } from './args'
import { conditions } from './conditions'
import { type PriceUse, prices } from './prices'
import type { Promotion } from './promotion'

/** Schemas of rules about prices, from how each declares its arguments. */

function schemaOf(shape: Shape): z.ZodType {
  switch (shape.type) {
    case 'integer':
      return whole(shape.min, shape.max, shape.unit)
    case 'instant':
      return instant
    case 'text':
      return name
    case 'list':
      return list(schemaOf(shape.of)).min(1, { error: 'at least one' })
    case 'record':
      return argsSchema(shape.fields)
  }
}

function argsSchema(specs: ArgSpecs) {
  const shape = Object.entries(specs).map(([key, arg]) => {
    const schema = schemaOf(arg.shape)
    return [key, arg.optional ? schema.optional() : schema] as const
  })
  return fields(Object.fromEntries(shape))
}

interface AnyRule {
  code: string
  args: ArgSpecs
  wrong?(args: never): string | undefined
}

/** One of the rules by its code, with the arguments that rule declares. */
function anyOf<U>(rules: readonly AnyRule[]): z.ZodType<U> {
  const options = rules.map((rule) => {
    const args = argsSchema(rule.args).superRefine((value, context) => {
      const wrong = rule.wrong?.(value as never)
      // In the words the rule has for operations, not as something expected.
      if (wrong) context.addIssue({ code: 'custom', message: wrong, params: { verbatim: true } })
    })
    return fields({ code: z.literal(rule.code), args })
  })
  const known = rules.map(({ code }) => `"${code}"`).join(', ')
  const [first, ...rest] = options
  return z.discriminatedUnion('code', [first as (typeof options)[number], ...rest], {
    error: (issue) => (issue.code === 'invalid_union' ? `one of ${known}` : 'an object with code and args'),
  }) as unknown as z.ZodType<U>
}

export const actionUse = anyOf<Promotion['action']>(actions)
export const conditionUse = anyOf<NonNullable<Promotion['conditions']>[number]>(conditions)
export const priceUse = anyOf<PriceUse>(prices)

export const scope = fields({ skuIds: list(name).optional(), categories: list(name).optional() }).refine(
  ({ skuIds = [], categories = [] }) => skuIds.length + categories.length > 0,
  { error: 'at least one SKU or category; no scope at all means all goods' },
)

export const promotionFields = {
  scope: scope.optional(),
  conditions: list(conditionUse).optional(),
  action: actionUse,
}
