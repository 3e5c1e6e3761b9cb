import type { DatabaseError } from './types'

const ADVICE = 'Please check your request, but if the problem persists, contact us.'
const WRITES = /^database\.(insert|modify|remove)/

/**
 * A failure in the cloud's words, as its users quote them and match on them: the text of the database is inside
 * brackets, all the deeper after a write.
 */
export function wireMessage({ code, message }: DatabaseError, action: string): string {
  switch (code) {
    case 'DATABASE_REQUEST_FAILED':
      return WRITES.test(action)
        ? `[FailedOperation] multiple write errors: [{write errors: [{${message}}]}, {<nil>}]. ${ADVICE}`
        : `[FailedOperation] ${message}. ${ADVICE}`
    case 'DATABASE_COLLECTION_NOT_EXIST':
      return `[ResourceNotFound] ${message}. ${ADVICE}`
    case 'DATABASE_COLLECTION_ALREADY_EXIST':
      return `[ResourceUnavailable.ResourceExist] ${message}. ${ADVICE}`
    default:
      return message
  }
}
