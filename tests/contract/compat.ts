/** The part of JSON Schema that zod writes and this compares. */
export interface Schema {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  anyOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  minItems?: number
  maxItems?: number
}

const LOWEST = ['minLength', 'minimum', 'exclusiveMinimum', 'minItems'] as const
const HIGHEST = ['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems'] as const

/**
 * Whether everything that fits `narrow` fits `wide`; the ways in which it does not, each with where. With input, what
 * an old app sends must fit what is wanted now; with output, what is answered now must fit what an old app reads.
 */
export function misfits(narrow: Schema, wide: Schema, at = ''): string[] {
  const alternatives = alternativesOf(narrow)
  if (alternatives) return alternatives.flatMap((one) => misfits(one, wide, at))
  const accepted = alternativesOf(wide)
  if (accepted) {
    const each = accepted.map((one) => misfits(narrow, one, at))
    return each.some((found) => found.length === 0) ? [] : (each[0] as string[])
  }
  if (wide.type === undefined && wide.const === undefined && wide.enum === undefined) return []
  return [...valueMisfits(narrow, wide, at), ...objectMisfits(narrow, wide, at), ...itemMisfits(narrow, wide, at)]
}

function alternativesOf(schema: Schema): Schema[] | undefined {
  if (schema.anyOf) return schema.anyOf
  return Array.isArray(schema.type) ? schema.type.map((type) => ({ ...schema, type })) : undefined
}

function valueMisfits(narrow: Schema, wide: Schema, at: string): string[] {
  const found: string[] = []
  const integer = narrow.type === 'integer' && wide.type === 'number'
  if (narrow.type !== wide.type && !integer) found.push(`${at}: ${narrow.type} where ${wide.type} is expected`)
  const allowed = valuesOf(wide)
  const given = valuesOf(narrow)
  if (allowed) {
    const extra = given?.filter((value) => !allowed.includes(value)) ?? ['any value']
    if (extra.length > 0) found.push(`${at}: ${extra.join(', ')} is not among ${allowed.join(', ')}`)
  }
  if (wide.pattern !== undefined && wide.pattern !== narrow.pattern) found.push(`${at}: need not fit ${wide.pattern}`)
  for (const bound of LOWEST) {
    const limit = wide[bound]
    if (limit !== undefined && !((narrow[bound] ?? Number.NEGATIVE_INFINITY) >= limit))
      found.push(`${at}: may be below ${bound} ${limit}`)
  }
  for (const bound of HIGHEST) {
    const limit = wide[bound]
    if (limit !== undefined && !((narrow[bound] ?? Number.POSITIVE_INFINITY) <= limit))
      found.push(`${at}: may be above ${bound} ${limit}`)
  }
  return found
}

const valuesOf = (schema: Schema) => (schema.const === undefined ? schema.enum : [schema.const])

function objectMisfits(narrow: Schema, wide: Schema, at: string): string[] {
  if (wide.type !== 'object') return []
  const given = narrow.properties ?? {}
  const missing = (wide.required ?? [])
    .filter((name) => !(narrow.required ?? []).includes(name))
    .map((name) => `${at}.${name}: may be missing`)
  const inside = Object.entries(wide.properties ?? {}).flatMap(([name, schema]) => {
    const own = given[name]
    return own ? misfits(own, schema, `${at}.${name}`) : []
  })
  return [...missing, ...inside]
}

function itemMisfits(narrow: Schema, wide: Schema, at: string): string[] {
  return wide.items ? misfits(narrow.items ?? {}, wide.items, `${at}[]`) : []
}
