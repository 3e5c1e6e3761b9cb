import type { IncomingMessage } from 'node:http'
import type { Auth, Identity } from '../auth/auth'
import { parseEjson, stringifyEjson } from '../database/ejson'
import type { Database, Document, FindOptions, SortSpec } from '../database/types'
import type { Rules } from '../rules/rules'
import { HttpError } from '../server/http'
import { nextRequestId } from '../server/request-id'

/** Most documents of one reply, whatever the client asks for (platform limit). */
const LARGEST_LIMIT = 1000
const PATH = /^instances\/[^/]+\/databases\/[^/]+\/collections\/([^/]+)\/documents(?:\/([^/]+))?$/

interface Services {
  auth: Auth
  database: Database
  rules: Rules
}

/**
 * The web SDK's database over REST, under `/v1/database/`: reading, as far as the collection's rule allows. Writing
 * is left to functions.
 * @returns the reply, extended JSON
 */
export function readDocuments(services: Services, request: IncomingMessage, url: URL): string {
  const identity = services.auth.require(request)
  const [, collection, id] = PATH.exec(decodeURIComponent(url.pathname.slice('/v1/database/'.length))) ?? []
  if (collection === undefined || request.method !== 'GET') {
    throw denied('clients read with queries; everything else is for functions')
  }
  if (!services.rules.isOpen(collection)) throw denied(`clients may not read ${collection}`)
  const read = reader(services, collection, identity)
  if (id !== undefined) return one(read, id)
  const query = parse(url.searchParams.get('query')) as Document
  if (url.searchParams.get('count') === 'true') return `{"total":${read(query, {}).length}}`
  const offset = Number(url.searchParams.get('offset') ?? 0)
  const limit = Math.min(Number(url.searchParams.get('limit') ?? 100), LARGEST_LIMIT)
  const found = read(query, options(url.searchParams)).slice(offset, offset + limit)
  return `{"offset":${offset},"limit":${limit},"list":[${found.map(stringifyEjson).join()}]}`
}

type Read = (query: Document, options: FindOptions) => Document[]

/** Paging comes after the rule: a page of ten are ten documents the client may see. */
function reader({ database, rules }: Services, collection: string, identity: Identity): Read {
  return (query, { projection, ...rest }) => {
    const seen = database.find(collection, query, rest).filter((doc) => rules.mayRead(collection, doc, identity))
    return projection ? seen.map((doc) => project(doc, projection)) : seen
  }
}

function one(read: Read, id: string): string {
  const found = read({ _id: id }, {})[0]
  if (found) return stringifyEjson(found)
  throw new HttpError(404, { code: 'DATABASE_DOCUMENT_NOT_EXIST', message: `document ${id} not found` })
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

/** Top-level fields only: what the SDK's `field()` is used for on lists. */
function project(doc: Document, projection: Record<string, 0 | 1>): Document {
  const kept = Object.values(projection).includes(1)
  const entries = Object.entries(doc).filter(([key]) => {
    if (key === '_id') return projection._id !== 0
    return kept ? projection[key] === 1 : projection[key] !== 0
  })
  return Object.fromEntries(entries)
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
