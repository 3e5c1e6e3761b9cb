import type { Document } from '../database/types'

/** The query a pipeline begins with, in $match or in $geoNear, and the pipeline with another query in its place. */
export function leadingQuery(stages: Document[]): { query: Document; narrowed(query: Document): Document[] } {
  const [first = {}, ...others] = stages
  const near = first.$geoNear as Document | undefined
  if (near) {
    const narrowed = (query: Document) => [{ $geoNear: { ...near, query } }, ...others]
    return { query: (near.query ?? {}) as Document, narrowed }
  }
  const match = first.$match as Document | undefined
  return { query: match ?? {}, narrowed: (query) => [{ $match: query }, ...(match ? others : stages)] }
}
