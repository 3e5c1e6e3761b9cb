import { compileQuery } from '../match'
import { valueAt } from '../paths'
import { surroundings } from '../query/expression'
import type { Document } from '../types'
import { invalid, type UpdateContext } from './common'
import { Draft } from './draft'

/**
 * The places an update path stands for: `list.$.done` is the first item of the list that the query found, `list.$[].done`
 * all of them. Paths without positions stand for themselves.
 */
export function placesOf(document: Document, parts: string[], context: UpdateContext): string[][] {
  const at = parts.findIndex((part) => part.startsWith('$'))
  if (at < 0) return [parts]
  const before = parts.slice(0, at)
  const items = valueAt(document, before)
  const path = parts.join('.')
  const position = parts[at] as string
  if (position === '$') {
    return placesOf(
      document,
      [...before, String(foundItem(document, before, items, context)), ...parts.slice(at + 1)],
      context,
    )
  }
  if (position !== '$[]') {
    const identifier = /^\$\[(.+)\]$/.exec(position)?.[1]
    if (identifier !== undefined)
      throw invalid(`No array filter found for identifier '${identifier}' in path '${path}'`)
    throw invalid(`The dollar ($) prefixed field '${position}' in '${path}' is not valid for storage.`)
  }
  if (items === undefined) {
    throw invalid(`The path '${before.join('.')}' must exist in the document in order to apply array updates.`)
  }
  if (!Array.isArray(items)) {
    throw invalid(`Cannot apply array updates to non-array element ${before.at(-1)}: ${JSON.stringify(items)}`)
  }
  return items.flatMap((_, i) => placesOf(document, [...before, String(i), ...parts.slice(at + 1)], context))
}

/** The first item that, were it the only one, would let the query find the document all the same. */
function foundItem(document: Document, before: string[], items: unknown, { query, now }: UpdateContext): number {
  const path = before.join('.')
  if (query && Array.isArray(items) && mentions(query, path)) {
    const matches = compileQuery(
      query,
      surroundings(() => now),
    )
    const found = items.findIndex((item) => {
      const draft = new Draft(document)
      draft.set(before, [item])
      return matches(draft.result as Document)
    })
    if (found >= 0) return found
  }
  throw invalid('The positional operator did not find the match needed from the query.')
}

function mentions(query: unknown, path: string): boolean {
  if (Array.isArray(query)) return query.some((part) => mentions(part, path))
  if (typeof query !== 'object' || query === null) return false
  return Object.entries(query).some(([key, value]) => {
    if (key === '$and' || key === '$or') return mentions(value, path)
    return key === path || key.startsWith(`${path}.`)
  })
}
