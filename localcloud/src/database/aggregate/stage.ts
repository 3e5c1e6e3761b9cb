import type { Document, FindOptions } from '../types'
import type { Scope } from './expression'

/** How a pipeline gets at documents: those of a collection that match, in an order, as find does it. */
export interface PipelineSource {
  find(collection: string, query: Document, options: Pick<FindOptions, 'sort' | 'skip' | 'limit'>): Document[]
  /** ms since 1970. */
  now: number
}

/** What a stage runs in. */
export interface StageContext {
  source: PipelineSource
  /** The collection the pipeline runs on. */
  collection: string
  /** Values of `let` of the $lookup around it. */
  variables: Readonly<Record<string, unknown>>
  /** Compiles a pipeline inside a stage, to be run over any documents ($facet) or over a collection ($lookup). */
  nested(stages: unknown, context: StageContext, within: string): (documents?: Document[]) => Document[]
}

/** Checks a stage's operand and makes what runs it. Throws DatabaseError with MongoDB's texts. */
export type Stage = (operand: unknown, context: StageContext) => (documents: Document[]) => Document[]

export function scopeOf(root: Document, { source, variables }: StageContext): Scope {
  return { root, variables, now: source.now }
}
