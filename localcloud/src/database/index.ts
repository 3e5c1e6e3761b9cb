import { Engine } from './engine'
import type { Database, DatabaseOptions } from './types'

export { parseEjson, reviveEjson, stringifyEjson } from './ejson'
export * from './types'

/**
 * Opens the database in a directory, making it when missing. Throws DatabaseError when a declared index cannot be built
 * (a unique one over duplicates).
 */
export function openDatabase(options: DatabaseOptions): Database {
  return new Engine(options)
}
