import { splitPath } from '../paths'
import { isPlainObject } from '../plain'
import type { Document } from '../types'
import { arrayOperators } from './arrays'
import { invalid, type Operator, type UpdateContext } from './common'
import { Draft } from './draft'
import { fieldOperators } from './fields'
import { placesOf } from './positions'

const operators: Record<string, Operator> = { ...fieldOperators, ...arrayOperators }

/** Whether an update is made of operators; mixing them with plain fields is an error. */
export function isOperatorUpdate(update: Document): boolean {
  const keys = Object.keys(update)
  const count = keys.filter((key) => key.startsWith('$')).length
  if (count > 0 && count < keys.length) throw invalid('update operators and plain fields cannot be mixed')
  return count > 0
}

/**
 * Refuses an update that is wrong whatever it meets: unknown operators, operators of nothing, two changes to one path.
 * MongoDB before 5.0 takes an empty operand for a mistake, and so does wx-server-sdk before it asks.
 */
export function checkUpdate(update: Document): void {
  const touched: string[] = []
  for (const name in update) {
    const fields = update[name]
    if (!operators[name]) throw invalid(`Unknown modifier: ${name}`)
    if (!isPlainObject(fields)) throw invalid(`Modifiers operate on fields but the operand of ${name} is no object`)
    if (Object.keys(fields).length === 0) {
      throw invalid(`'${name}' is empty. You must specify a field like so: {${name}: {<field>: ...}}`)
    }
    for (const path in fields) {
      checkPath(path)
      claimPath(touched, path)
      if (name === '$rename' && fields[path] !== path) claimPath(touched, String(fields[path]))
    }
  }
}

/**
 * The document an update makes of `document`, which itself stays unchanged (untouched parts are shared).
 * Returns the same object when nothing changes. Throws DatabaseError on type errors and changes of _id. In paths, `$` is
 * the item the query found and `$[]` is every item.
 * @param update has passed `checkUpdate`
 */
export function applyUpdate(document: Document, update: Document, context: UpdateContext): Document {
  const draft = new Draft(document)
  for (const name in update) {
    const operator = operators[name] as Operator
    const fields = update[name] as Document
    for (const path in fields) {
      for (const parts of placesOf(document, splitPath(path), context)) operator(draft, parts, fields[path], context)
    }
  }
  const result = draft.result as Document
  if (result._id !== document._id)
    throw invalid("Performing an update on the path '_id' would modify the immutable field '_id'")
  return result
}

function checkPath(path: string): void {
  if (splitPath(path).includes('')) {
    throw invalid(`The update path '${path}' contains an empty field name, which is not allowed.`)
  }
}

function claimPath(touched: string[], path: string): void {
  for (const other of touched) {
    if (path === other || path.startsWith(`${other}.`) || other.startsWith(`${path}.`)) {
      throw invalid(`Updating the path '${path}' would create a conflict at '${other}'`)
    }
  }
  touched.push(path)
}

/** The document an upsert begins with: the fields its query fixes by equality. */
export function upsertSeed(query: Document): Document {
  const draft = new Draft({})
  seed(draft, query)
  return draft.result as Document
}

function seed(draft: Draft, query: Document): void {
  for (const key in query) {
    const condition = query[key]
    if (key === '$and' && Array.isArray(condition)) for (const part of condition) seed(draft, part as Document)
    if (key.startsWith('$')) continue
    if (!isPlainObject(condition) || !Object.keys(condition).some((name) => name.startsWith('$'))) {
      if (!(condition instanceof RegExp)) draft.set(splitPath(key), condition)
    } else if ('$eq' in condition) {
      draft.set(splitPath(key), condition.$eq)
    }
  }
}
