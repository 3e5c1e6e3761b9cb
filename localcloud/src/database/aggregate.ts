import { Aggregator } from 'mingo'
import { cloneDocument } from './clone'
import { isPlainObject } from './match'
import { DatabaseError, type Document } from './types'

/** How a pipeline gets at documents. */
export interface PipelineSource {
  /** Documents of the collection the pipeline runs on that match. */
  match(query: Document): Document[]
  /** All documents of another collection ($lookup). */
  collection(name: string): Document[]
}

/** Runs a pipeline. Its leading $match uses the indexes. Throws DatabaseError for stages that are wrong. */
export function runPipeline(stages: Document[], source: PipelineSource): Document[] {
  for (const stage of stages) {
    if (!isPlainObject(stage) || Object.keys(stage).length !== 1) {
      throw new DatabaseError('DATABASE_REQUEST_FAILED', 'A pipeline stage must have exactly one field')
    }
  }
  const first = stages[0]?.$match
  const matched = isPlainObject(first)
  try {
    const rest = matched ? stages.slice(1) : stages
    const guard = (documents: Document[]) => (mentionsPath(rest) ? documents.map(cloneDocument) : documents)
    const documents = guard(source.match(matched ? first : {}))
    if (rest.length === 0) return documents
    const collectionResolver = (name: string) => guard(source.collection(name))
    return new Aggregator(rest as Record<string, object>[], { collectionResolver }).run(documents)
  } catch (error) {
    if (error instanceof DatabaseError) throw error
    throw new DatabaseError('DATABASE_REQUEST_FAILED', (error as Error).message)
  }
}

/** Whether a stage names a field inside another: mingo changes those in place, so that it must be given copies. */
function mentionsPath(stage: unknown): boolean {
  if (typeof stage === 'string') return stage.includes('.') && !stage.startsWith('$')
  if (Array.isArray(stage)) return stage.some(mentionsPath)
  return isPlainObject(stage) && Object.entries(stage).some(([key, value]) => key.includes('.') || mentionsPath(value))
}
