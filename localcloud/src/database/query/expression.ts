import { Query } from 'mingo'
import { badValue, type Matcher } from './operator'

/** `$expr`: an aggregation expression over the whole document. What is wrong with it shows with the first document. */
export function compileExpression(operand: unknown): Matcher {
  const query = attempt(() => new Query({ $expr: operand }))
  return (document) => attempt(() => query.test(document))
}

function attempt<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw badValue((error as Error).message)
  }
}
