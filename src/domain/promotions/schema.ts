import { z } from 'zod'
import { parseInstant } from '../instant'
import { actions } from './actions'
import { type ArgSpecs, MOST_FEN, type Shape } from './args'
import { conditions } from './conditions'
import { type PriceUse, prices } from './prices'
import type { Promotion } from './promotion'

/** Schemas of what people and programs write down about prices. Messages say what was expected. */

export const whole = (min: number, max: number, what: string) => {
  const error = `a whole number of ${what} from ${min} to ${max}`
  return z.int({ error }).min(min).max(max)
}

export const fen = (min = 0) => whole(min, MOST_FEN, 'fen')

export const name = z.string({ error: 'a text' }).min(1, { error: 'a text that is not empty' })

export const flag = z.boolean({ error: 'true or false' })

/** ISO 8601 with offset in files, ms in documents. */
export const instant = z.unknown().transform((value, context): number => {
  if (Number.isSafeInteger(value)) return value as number
  const at = typeof value === 'string' ? parseInstant(value) : undefined
  if (at !== undefined) return at
  const message = 'a moment with offset like "2026-11-21T14:00:00+08:00", or milliseconds'
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

export const list = <T extends z.ZodType>(of: T) => z.array(of, { error: 'a list' })

/** An object with these keys and no others. */
export function fields<S extends z.ZodRawShape>(shape: S) {
  const known = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `no other key than ${known || 'none'}` : 'an object'),
  })
}

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
