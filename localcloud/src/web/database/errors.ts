import { DatabaseError } from '../../database/types'
import { HttpError } from '../../server/http'
import { nextRequestId } from '../../server/request-id'

/** The SDK takes any status but 2xx for a failure and hands on the body; which status it is changes nothing for it. */
const STATUS: Record<string, number> = {
  DATABASE_PERMISSION_DENIED: 403,
  DATABASE_DOCUMENT_NOT_EXIST: 404,
  DATABASE_COLLECTION_NOT_EXIST: 404,
  DATABASE_COLLECTION_ALREADY_EXIST: 409,
  DATABASE_TRANSACTION_CONFLICT: 409,
}

export function databaseFailure(code: string, message: string): HttpError {
  return new HttpError(STATUS[code] ?? 400, { code, message, requestId: nextRequestId() })
}

/** Runs a request; what the database refuses becomes a reply. */
export async function asReply<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof DatabaseError) throw databaseFailure(error.code, error.message)
    if (error instanceof SyntaxError) throw databaseFailure('INVALID_PARAM', error.message)
    throw error
  }
}
