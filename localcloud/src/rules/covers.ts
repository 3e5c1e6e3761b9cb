import { compareValues, equalValues } from '../database/compare'
import type { Document } from '../database/types'
import { type Branch, branchesOf, type Condition } from './branches'
import { apply, evaluate, type RuleContext } from './evaluate'
import { type Comparison, childrenOf, mentionsDocument, type Node } from './nodes'

type Known = Omit<RuleContext, 'doc'>

const MIRRORED: Partial<Record<Comparison, Comparison>> = {
  '>': '<',
  '>=': '<=',
  '<': '>',
  '<=': '>=',
  '==': '==',
  '!=': '!=',
}

/**
 * Whether every document a query can match satisfies a rule, as far as the query itself shows it: the platform
 * refuses queries that are no subset of the rule (安全规则: 查询条件必须是安全规则的子集). `false` may also mean that it
 * could not be shown.
 */
export function covers(rule: Node, query: Document, known: Known): boolean {
  const branches = branchesOf(query)
  return branches?.every((branch) => covered(rule, branch, known)) ?? false
}

function covered(rule: Node, branch: Branch, known: Known): boolean {
  if (rule.kind === 'binary' && rule.operator === '&&') {
    return covered(rule.left, branch, known) && covered(rule.right, branch, known)
  }
  if (rule.kind === 'binary' && rule.operator === '||') {
    return covered(rule.left, branch, known) || covered(rule.right, branch, known)
  }
  const doc = pinnedDocument(rule, branch, known)
  if (doc && evaluate(rule, { ...known, doc }) === true) return true
  return rule.kind === 'binary' && bounded(rule.operator as Comparison, rule.left, rule.right, branch, known)
}

/** `doc.path OP value` shown by a bound of the query, or `value in doc.path` by an element of it. */
function bounded(operator: Comparison, left: Node, right: Node, branch: Branch, known: Known): boolean {
  const leftPath = pathOf(left, known)
  const path = leftPath ?? pathOf(right, known)
  const other = leftPath === undefined ? left : right
  if (path === undefined || mentionsDocument(other)) return false
  const value = evaluate(other, { ...known, doc: {} })
  const conditions = branch.get(path) ?? []
  if (leftPath === undefined && operator === 'in') return conditions.some((one) => hasElement(one, value))
  const facing = leftPath === undefined ? MIRRORED[operator] : operator
  return facing !== undefined && conditions.some((one) => implies(one, facing, value))
}

function hasElement({ operator, value }: Condition, wanted: unknown): boolean {
  if (operator === '$eq') return equalValues(value, wanted)
  if (operator === '$all') return Array.isArray(value) && value.some((item) => equalValues(item, wanted))
  const inner = operator === '$elemMatch' ? (value as { $eq?: unknown } | null)?.$eq : undefined
  return inner !== undefined && equalValues(inner, wanted)
}

/** Whether all values that fit the condition of a query also stand in the relation to a value. */
function implies({ operator, value }: Condition, relation: Comparison, wanted: unknown): boolean {
  switch (operator) {
    case '$gt':
    case '$gte':
      if (relation === '>') return apply(operator === '$gt' ? '>=' : '>', value, wanted) === true
      return relation === '>=' && apply('>=', value, wanted) === true
    case '$lt':
    case '$lte':
      if (relation === '<') return apply(operator === '$lt' ? '<=' : '<', value, wanted) === true
      return relation === '<=' && apply('<=', value, wanted) === true
    case '$ne':
      return relation === '!=' && equalValues(value, wanted)
    case '$nin':
      return relation === '!=' && Array.isArray(value) && value.some((item) => equalValues(item, wanted))
    default:
      return false
  }
}

/** A document with the values the query gives to all paths a rule mentions; undefined when one is open. */
function pinnedDocument(rule: Node, branch: Branch, known: Known): Document | undefined {
  const doc: Document = {}
  for (const path of mentionedPaths(rule, known)) {
    if (path === undefined) return undefined
    const pinned = pinnedAt(path, branch)
    if (!pinned) return undefined
    place(doc, path.split('.'), pinned.value)
  }
  return doc
}

/** The value at a path when the query says it, there or as part of an object above. */
function pinnedAt(path: string, branch: Branch): { value: unknown } | undefined {
  const parts = path.split('.')
  for (let length = parts.length; length > 0; length--) {
    const found = branch.get(parts.slice(0, length).join('.'))?.find(({ operator }) => operator === '$eq')
    if (!found) continue
    let value = found.value
    for (const part of parts.slice(length)) value = (value as Document | null)?.[part] ?? null
    return value instanceof RegExp ? undefined : { value }
  }
  return undefined
}

function place(doc: Document, parts: string[], value: unknown): void {
  let at = doc
  for (const part of parts.slice(0, -1)) {
    const next = at[part]
    if (typeof next !== 'object' || next === null) at[part] = {}
    at = at[part] as Document
  }
  at[parts[parts.length - 1] as string] = value
}

/** The dotted path of `doc.a.b`; undefined for anything else. */
function pathOf(node: Node, known: Known): string | undefined {
  if (node.kind !== 'property' || mentionsDocument(node.key)) return undefined
  const key = String(evaluate(node.key, { ...known, doc: {} }))
  if (node.object.kind === 'variable') return node.object.name === 'doc' ? key : undefined
  const above = pathOf(node.object, known)
  return above === undefined ? undefined : `${above}.${key}`
}

/** Paths of the document in a rule; undefined for a mention that is none. */
function* mentionedPaths(node: Node, known: Known): Iterable<string | undefined> {
  const path = pathOf(node, known)
  if (path !== undefined) yield path
  else if (node.kind === 'variable' && node.name === 'doc') yield undefined
  else for (const child of childrenOf(node)) yield* mentionedPaths(child, known)
}

/** Compared in messages: what a query would have to say. */
export function pathsOf(rule: Node, known: Known): string[] {
  const paths = [...mentionedPaths(rule, known)].filter((path) => path !== undefined)
  return [...new Set(paths)].sort(compareValues)
}
