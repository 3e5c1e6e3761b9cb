import { isOperators, isPlainObject } from '../database/match'
import type { Document } from '../database/types'

/** What all documents of one branch of a query have in common: by path, each of these conditions holds. */
export type Branch = Map<string, Condition[]>

export interface Condition {
  operator: string
  value: unknown
}

/** A query that falls apart into more branches than this is not looked into. */
const MAX_BRANCHES = 100

/**
 * A query as branches, of which every matching document fits at least one: $or and $in are taken apart. Conditions
 * that are not understood are left out, which only makes a branch wider. Undefined when there are too many.
 */
export function branchesOf(query: Document): Branch[] | undefined {
  let branches: Branch[] | undefined = [new Map()]
  for (const [key, condition] of Object.entries(query)) {
    const alternatives = key.startsWith('$') ? logic(key, condition) : field(key, condition)
    branches = alternatives && branches && product(branches, alternatives)
  }
  return branches
}

function logic(operator: string, parts: unknown): Branch[] | undefined {
  if (!Array.isArray(parts) || !parts.every(isPlainObject)) return [new Map()]
  if (operator === '$and') {
    return parts.reduce<Branch[] | undefined>(
      (branches, part) => {
        const more = branchesOf(part)
        return branches && more && product(branches, more)
      },
      [new Map()],
    )
  }
  if (operator !== '$or') return [new Map()]
  const alternatives = parts.map(branchesOf)
  return alternatives.every((one) => one !== undefined) ? alternatives.flat() : undefined
}

function field(path: string, condition: unknown): Branch[] {
  const conditions = isOperators(condition) ? condition : { $eq: condition }
  let branches: Branch[] = [new Map()]
  for (const [operator, value] of Object.entries(conditions)) {
    const alternatives =
      operator === '$in' && Array.isArray(value)
        ? value.map((item): Condition => ({ operator: '$eq', value: item }))
        : [{ operator, value }]
    branches = branches.flatMap((branch) =>
      alternatives.map((alternative) => new Map([[path, [...(branch.get(path) ?? []), alternative]]])),
    )
  }
  return branches
}

function product(left: Branch[], right: Branch[]): Branch[] | undefined {
  if (left.length * right.length > MAX_BRANCHES) return undefined
  return left.flatMap((a) => right.map((b) => merged(a, b)))
}

function merged(a: Branch, b: Branch): Branch {
  const result = new Map(a)
  for (const [path, conditions] of b) result.set(path, [...(result.get(path) ?? []), ...conditions])
  return result
}
