import { isPlainObject } from '../plain'
import type { Document } from '../types'
import { compileExpression, type Evaluate, type Scope } from './expression'
import { failed } from './values'

/** What becomes of a field: it is kept, dropped, computed, or looked into. */
export type FieldRule = 'keep' | 'drop' | Evaluate | FieldTree
export type FieldTree = Map<string, FieldRule>

/**
 * Reads `{a: 1, 'b.c': '$x', d: {e: 0}}`.
 * @param leaf the rule of a value that is neither an expression nor a nested specification
 * @throws DatabaseError when a path is given twice, or one that leads through another
 */
export function readFields(
  specification: Document,
  stage: string,
  names: readonly string[],
  leaf: (value: unknown, path: string) => FieldRule,
): FieldTree {
  const tree: FieldTree = new Map()
  const read = (value: unknown, parts: string[]): void => {
    const path = parts.join('.')
    if (parts.some((part) => part === ''))
      throw failed(`Invalid ${stage} :: caused by :: FieldPath field names may not be empty strings.`)
    if (!isPlainObject(value) || Object.keys(value).some((key) => key.startsWith('$'))) {
      place(tree, parts, isPlainObject(value) ? compileExpression(value, names) : leaf(value, path), stage)
      return
    }
    const entries = Object.entries(value)
    if (entries.length === 0)
      throw failed(`Invalid ${stage} :: caused by :: an empty object is not a valid value. Found at path ${path}`)
    for (const [key, inner] of entries) read(inner, [...parts, ...key.split('.')])
  }
  const entries = Object.entries(specification)
  if (entries.length === 0) throw failed(`Invalid ${stage} :: caused by :: specification must have at least one field`)
  for (const [key, value] of entries) {
    if (key.startsWith('$'))
      throw failed(`Invalid ${stage} :: caused by :: FieldPath field names may not start with '$'.`)
    read(value, key.split('.'))
  }
  return tree
}

function place(tree: FieldTree, parts: string[], rule: FieldRule, stage: string): void {
  const [first = '', ...rest] = parts
  const present = tree.get(first)
  if (rest.length === 0 && present === undefined) {
    tree.set(first, rule)
    return
  }
  if (rest.length === 0 || (present !== undefined && !(present instanceof Map))) {
    throw failed(
      `Invalid ${stage} :: caused by :: specification contains two conflicting paths at '${parts.join('.')}'`,
    )
  }
  const inner = present ?? new Map<string, FieldRule>()
  tree.set(first, inner)
  place(inner, rest, rule, stage)
}

/** All rules at the ends of a tree. */
export function leaves(tree: FieldTree): Exclude<FieldRule, FieldTree>[] {
  return [...tree.values()].flatMap((rule) => (rule instanceof Map ? leaves(rule) : [rule]))
}

/**
 * Applies a tree to a document, which stays as it is. Fields without a rule are kept or not, as `others` says. Computed
 * ones come last, in the order they were asked for, unless the field was there before.
 */
export function applyFields(document: Document, tree: FieldTree, others: 'keep' | 'drop', scope: Scope): Document {
  const result: Document = {}
  for (const key of Object.keys(document)) {
    const rule = tree.get(key)
    if (rule === 'keep' || (rule === undefined && others === 'keep')) result[key] = document[key]
    else if (rule instanceof Map) {
      const value = applyWithin(document[key], rule, others, scope)
      if (value !== undefined) result[key] = value
    } else if (typeof rule === 'function' && others === 'keep') {
      // A field that is computed anew keeps its place.
      result[key] = null
    }
  }
  for (const [key, rule] of tree) {
    if (typeof rule === 'function') assign(result, key, rule(scope))
    else if (rule instanceof Map && document[key] === undefined) assign(result, key, made(rule, scope))
  }
  return result
}

function assign(result: Document, key: string, value: unknown): void {
  if (value === undefined) delete result[key]
  else result[key] = value
}

/** A value that has fields to look into, or items that have; others stay, or give way to what is computed inside. */
function applyWithin(value: unknown, tree: FieldTree, others: 'keep' | 'drop', scope: Scope): unknown {
  if (isPlainObject(value)) return applyFields(value, tree, others, scope)
  if (Array.isArray(value)) {
    const items = value.map((item) => applyWithin(item, tree, others, scope))
    return items.filter((item) => item !== undefined)
  }
  return made(tree, scope) ?? (others === 'keep' ? value : undefined)
}

/** The object made of computed fields alone; undefined when there are none. */
function made(tree: FieldTree, scope: Scope): Document | undefined {
  if (!leaves(tree).some((rule) => typeof rule === 'function')) return undefined
  return applyFields({}, tree, 'drop', scope)
}

/** A copy of the document with a value at a path (or without one when undefined); objects on the way are copied. */
export function withField(document: Document, parts: readonly string[], value: unknown): Document {
  const [first = '', ...rest] = parts
  const inner = document[first]
  const next = rest.length === 0 ? value : withField(isPlainObject(inner) ? inner : {}, rest, value)
  const result = { ...document }
  assign(result, first, next)
  return result
}
