import { compileCondition, compileQuery } from './match'
import { splitPath } from './paths'
import { isOperators, isPlainObject } from './plain'
import { badValue } from './query/operator'
import type { Document } from './types'

/** Fields that are named, each whole (`true`) or some of the fields inside. */
type Tree = Map<string, Tree | true>
type Change = (document: Document) => Document

/**
 * Compiles a projection: `{field: 1}` keeps what is named, `{field: 0}` leaves it out, `_id` is kept unless left out.
 * `$slice` cuts an array (and leaves other fields alone unless some are named), `$elemMatch` keeps the first item that
 * fits. Objects inside stand for dotted paths. Throws DatabaseError when it is wrong.
 */
export function projector(projection: Document): Change {
  const tree: Tree = new Map()
  const changes: Change[] = []
  let kind: 'keep' | 'drop' | undefined
  let id: boolean | undefined
  const choose = (chosen: 'keep' | 'drop') => {
    if (kind && kind !== chosen) throw badValue('Projection cannot have a mix of inclusion and exclusion.')
    kind = chosen
  }
  const sliced: string[][] = []
  const read = (path: string, rule: unknown): void => {
    if (path.endsWith('.$') || path.includes('.$.')) throw badValue(`positional projection is not supported: ${path}`)
    const parts = splitPath(path)
    if (isOperators(rule)) {
      const [name, operand] = Object.entries(rule)[0] as [string, unknown]
      if (name === '$slice') {
        changes.push(slice(parts, operand))
        sliced.push(parts)
      } else if (name === '$elemMatch') {
        choose('keep')
        add(tree, parts)
        changes.push(firstItem(path, operand))
      } else throw badValue(`Unsupported projection option: ${path}: ${JSON.stringify(rule)}`)
    } else if (isPlainObject(rule)) {
      for (const inner in rule) read(`${path}.${inner}`, rule[inner])
    } else if (path === '_id') id = Boolean(rule)
    else {
      choose(rule ? 'keep' : 'drop')
      add(tree, parts)
    }
  }
  for (const path in projection) read(path, projection[path])
  const keeps = kind === 'keep' || (kind === undefined && id === true && sliced.length === 0)
  if (keeps) for (const parts of sliced) add(tree, parts)
  if (keeps ? id !== false : id === false) tree.set('_id', true)
  const base: Change = (document) => (keeps ? keep(document, tree) : drop(document, tree)) as Document
  return (document) => changes.reduce((result, change) => change(result), base(document))
}

/** `{a: 1, a.b: 1}` is `{a: 1}`. */
function add(tree: Tree, [first, ...rest]: string[]): void {
  const name = first as string
  const known = tree.get(name)
  if (known === true) return
  if (rest.length === 0) {
    tree.set(name, true)
    return
  }
  const inner: Tree = known ?? new Map()
  tree.set(name, inner)
  add(inner, rest)
}

/** Items of an array are projected each; those that have no fields are left out. */
function keep(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((item) => keep(item, tree)).filter((item) => item !== undefined)
  if (!isPlainObject(value)) return undefined
  const result: Document = {}
  for (const name in value) {
    const inner = tree.get(name)
    const kept = inner === true ? value[name] : inner && keep(value[name], inner)
    if (kept !== undefined) result[name] = kept
  }
  return result
}

function drop(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((item) => drop(item, tree))
  if (!isPlainObject(value)) return value
  const result: Document = {}
  for (const name in value) {
    const inner = tree.get(name)
    if (inner !== true) result[name] = inner ? drop(value[name], inner) : value[name]
  }
  return result
}

/** `n`: the first n items, or the last -n; `[skip, n]`: n items after skip, or from -skip before the end. */
function slice(parts: string[], operand: unknown): Change {
  const numbers = Array.isArray(operand) ? operand : [operand]
  if (numbers.length > 2 || !numbers.every((part) => typeof part === 'number')) {
    throw badValue('$slice only supports numbers and [skip, limit] arrays')
  }
  const [first, second] = numbers.map(Math.trunc) as [number, number | undefined]
  if (Array.isArray(operand) && (second === undefined || second <= 0)) {
    throw badValue('$slice limit must be positive')
  }
  const cut = (items: unknown[]): unknown[] => {
    if (second === undefined) return first < 0 ? items.slice(first) : items.slice(0, first)
    const from = first < 0 ? Math.max(0, items.length + first) : first
    return items.slice(from, from + second)
  }
  return (document) => changeAt(document, parts, (value) => (Array.isArray(value) ? cut(value) : value)) as Document
}

function changeAt(value: unknown, [first, ...rest]: string[], change: (value: unknown) => unknown): unknown {
  if (first === undefined) return change(value)
  if (Array.isArray(value)) return value.map((item) => changeAt(item, [first, ...rest], change))
  if (!isPlainObject(value) || value[first] === undefined) return value
  return { ...value, [first]: changeAt(value[first], rest, change) }
}

function firstItem(field: string, operand: unknown): Change {
  if (field.includes('.')) throw badValue('Cannot use $elemMatch projection on a nested field.')
  if (!isPlainObject(operand)) throw badValue('elemMatch: Invalid argument, object required')
  const fits = itemTest(operand)
  return ({ [field]: items, ...rest }) => {
    const found = Array.isArray(items) ? items.find(fits) : undefined
    return found === undefined ? rest : { ...rest, [field]: [found] }
  }
}

function itemTest(operand: Document): (item: unknown) => boolean {
  if (isOperators(operand)) return compileCondition(operand).of
  const query = compileQuery(operand)
  return (item) => isPlainObject(item) && query(item)
}
