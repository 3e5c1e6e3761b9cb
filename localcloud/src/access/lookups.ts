import { isPlainObject } from '../database/match'

const STAGES_WITH_COLLECTION = ['$lookup', '$graphLookup', '$unionWith', '$out', '$merge']

/** Names of all other collections that the stages of a pipeline reach, at any depth. */
export function lookedUp(stages: unknown): string[] {
  if (Array.isArray(stages)) return stages.flatMap(lookedUp)
  if (!isPlainObject(stages)) return []
  return Object.entries(stages).flatMap(([key, value]) => {
    const inner = lookedUp(value)
    if (!STAGES_WITH_COLLECTION.includes(key)) return inner
    const name = isPlainObject(value) ? (value.from ?? value.coll ?? value.into) : value
    return [String(name), ...inner]
  })
}
