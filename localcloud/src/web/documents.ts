import type { IncomingMessage } from 'node:http'
import { parseEjson, stringifyEjson } from '../database/ejson'
import { DatabaseError, type Document, type FindOptions, type SortSpec } from '../database/types'
import { HttpError } from '../server/http'
import { nextRequestId } from '../server/request-id'
import type { Services } from '../services'

/** Most documents of one reply, whatever the client asks for (platform limit). */
const LARGEST_LIMIT = 1000
const PATH = /^instances\/[^/]+\/databases\/[^/]+\/collections\/([^/]+)\/documents(?:\/([^/]+))?$/

/** @returns the reply, extended JSON */
export function readDocuments(services: Services, request: IncomingMessage, url: URL): string {
  const identity = services.auth.require(request)
  const [, collection, id] = PATH.exec(decodeURIComponent(url.pathname.slice('/v1/database/'.length))) ?? []
  if (collection === undefined || request.method !== 'GET') {
    throw denied('clients read with queries; everything else is for functions')
  }
  const documents = services.documentsOf(identity)
  try {
    if (id !== undefined) {
      const found = documents.find(collection, { _id: id })[0]
      if (found) return stringifyEjson(found)
      throw new HttpError(404, { code: 'DATABASE_DOCUMENT_NOT_EXIST', message: `document ${id} not found` })
    }
    const query = parse(url.searchParams.get('query')) as Document
    if (url.searchParams.get('count') === 'true') return `{"total":${documents.count(collection, query)}}`
    const skip = Number(url.searchParams.get('offset') ?? 0)
    const limit = Math.min(Number(url.searchParams.get('limit') ?? 100), LARGEST_LIMIT)
    const found = documents.find(collection, query, { ...options(url.searchParams), skip, limit })
    return `{"offset":${skip},"limit":${limit},"list":[${found.map(stringifyEjson).join()}]}`
  } catch (error) {
    if (error instanceof DatabaseError) throw denied(error.message)
    throw error
  }
}

function options(params: URLSearchParams): FindOptions {
  const result: FindOptions = {}
  const order = parse(params.get('order')) as unknown
  if (Array.isArray(order)) {
    const sort: SortSpec = {}
    for (const { field, direction } of order as { field: string; direction: string }[]) {
      sort[field] = direction === 'desc' ? -1 : 1
    }
    result.sort = sort
  }
  const projection = parse(params.get('projection')) as Record<string, 0 | 1>
  if (Object.keys(projection).length > 0) result.projection = projection
  return result
}

function parse(text: string | null): unknown {
  try {
    return parseEjson(text || '{}')
  } catch {
    throw new HttpError(400, { code: 'INVALID_PARAM', message: `not JSON: ${text}` })
  }
}

function denied(message: string): HttpError {
  return new HttpError(403, { code: 'DATABASE_PERMISSION_DENIED', message, requestId: nextRequestId() })
}
