import { HttpError } from '../server/http'

/** A failure of the sign-in addresses: their errors have a shape of their own. */
export function failure(status: number, error: string, description: string): HttpError {
  return new HttpError(status, { error, error_code: error, error_description: description })
}
