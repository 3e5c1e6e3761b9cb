import type { WebSocket } from 'ws'
import type { ClientDocuments } from '../access/documents'
import type { Auth, Identity } from '../auth/auth'
import { parseEjson, stringifyEjson } from '../database/ejson'
import { isPlainObject } from '../database/match'
import { DatabaseError, type Document, type SortSpec } from '../database/types'
import type { Faults } from '../faults/faults'
import type { Limits } from '../limits/limits'
import { LiveQuery, type WatchSpec, type WireEvent } from './live-query'

/** A query outlives its connection this long (real ms): the SDK tries to come back for about 50 s. */
const DETACHED_MS = 90_000

/** How the SDK's live queries call what the database calls otherwise. */
const WATCH_CODES: Record<string, string> = { DATABASE_PERMISSION_DENIED: 'COLLECTION_PERMISSION_DENIED' }

interface Message {
  watchId?: string
  requestId: string
  msgType: string
  msgData: Record<string, unknown> | null
  exMsgData?: { signStr?: unknown }
}

interface Services {
  auth: Auth
  env: string
  faults: Faults
  limits: Limits
  /** The cloud's clock, ms: a query may speak of the time of the server. */
  now(): number
  documentsOf(identity: Identity): ClientDocuments
}

/** A live query and the connection it is delivered on, if there is one just now. */
interface Session {
  uid: string
  queryID: string
  collection: string
  query: LiveQuery
  socket?: WatchSocket
  watchId?: string
  expiry?: NodeJS.Timeout
}

/** Live queries of all clients, by query id. */
export class WatchSessions {
  readonly byId = new Map<string, Session>()
  readonly sockets = new Set<WatchSocket>()
  private count = 0

  constructor(readonly services: Services) {}

  open(
    spec: WatchSpec,
    identity: Identity,
    socket: WatchSocket,
    watchId: string,
    known?: { id: string; event: number },
  ) {
    const nonce = `${Date.now().toString(36)}-${++this.count}`
    const queryID = known?.id ?? `${nonce}.${Buffer.from(stringifyEjson(spec)).toString('base64url')}`
    const { faults, limits } = this.services
    const documents = this.services.documentsOf(identity)
    const session: Session = {
      uid: identity.uid,
      queryID,
      collection: spec.collection,
      socket,
      watchId,
      query: new LiveQuery(
        documents,
        spec,
        known?.event ?? 0,
        limits,
        (events) => push(session, events, faults),
        ({ code, message }) => {
          session.socket?.send('ERROR', { code, message }, undefined, session.watchId)
          this.close(session)
        },
      ),
    }
    this.byId.set(queryID, session)
    return session
  }

  /** The connection is gone; the query stays a while so that the client misses nothing. */
  detach(session: Session): void {
    delete session.socket
    session.expiry = setTimeout(() => this.close(session), DETACHED_MS)
    session.expiry.unref()
  }

  attach(session: Session, socket: WatchSocket, watchId: string): void {
    clearTimeout(session.expiry)
    session.socket = socket
    session.watchId = watchId
  }

  close(session: Session): void {
    clearTimeout(session.expiry)
    session.query.close()
    this.byId.delete(session.queryID)
  }

  /** Breaks all connections, as a bad network does; the queries stay. Returns how many there were. */
  dropConnections(): number {
    const dropped = this.sockets.size
    for (const socket of this.sockets) socket.terminate()
    return dropped
  }

  closeAll(): void {
    for (const session of [...this.byId.values()]) this.close(session)
  }
}

function push(
  { socket, watchId, queryID, query, collection: name }: Session,
  events: WireEvent[],
  faults: Faults,
): void {
  if (socket && faults.active && faults.meet({ at: 'watch', name }).length > 0) socket.terminate()
  else socket?.send('NEXT_EVENT', { queryID, currEvent: query.current, events }, undefined, watchId)
}

/** One client's connection. */
export class WatchSocket {
  private identity: Identity | undefined
  private readonly watches = new Map<string, Session>()

  constructor(
    private readonly sessions: WatchSessions,
    private readonly socket: WebSocket,
  ) {
    sessions.sockets.add(this)
    socket.on('message', (data) => this.receive(String(data)))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      sessions.sockets.delete(this)
      for (const session of this.watches.values()) if (session.socket === this) sessions.detach(session)
    })
  }

  /** A client that does not read is cut off: what it misses it is told when it comes back. */
  send(msgType: string, msgData: unknown, requestId?: string, watchId?: string): void {
    if (this.socket.bufferedAmount > this.sessions.services.limits.watchUnreadBytes) {
      this.terminate()
      return
    }
    this.socket.send(JSON.stringify({ watchId, requestId, msgType, msgData }))
  }

  terminate(): void {
    this.socket.terminate()
  }

  private receive(text: string): void {
    const message = messageOf(text)
    if (!message) {
      this.socket.close(1003, 'expected a JSON object')
      return
    }
    try {
      this.answer(message)
    } catch (error) {
      const code = error instanceof DatabaseError ? WATCH_CODES[error.code] : undefined
      this.refuse(message, code ?? 'SYS_ERR', (error as Error).message)
    }
  }

  private answer(message: Message): void {
    const { msgType, requestId, watchId } = message
    if (msgType === 'PING') this.send('PONG', null, requestId)
    else if (msgType === 'LOGIN') this.login(message)
    else if (!this.identity) this.refuse(message, 'CHECK_LOGIN_FAILED', 'log in first')
    else if (msgType === 'INIT_WATCH') this.init(message, this.identity)
    else if (msgType === 'REBUILD_WATCH') this.rebuild(message, this.identity)
    else if (msgType === 'CHECK_LAST') this.check(message)
    else if (msgType === 'CLOSE_WATCH') this.forget(watchId ?? '')
  }

  private login({ requestId, exMsgData }: Message): void {
    const { auth, env } = this.sessions.services
    this.identity = auth.identify(exMsgData?.signStr, 'socket')
    const failed = { code: 'SIGN_INVALID_ERROR', message: 'the signature is not valid or has expired' }
    this.send('LOGIN_RES', this.identity ? { envId: env } : failed, requestId)
  }

  private init(message: Message, identity: Identity): void {
    const data = message.msgData ?? {}
    const spec = specOf(data, this.sessions.services.now())
    const watchId = message.watchId ?? ''
    const session = this.sessions.open(spec, identity, this, watchId)
    // One asked for again under the same id would be delivered, and kept, for ever.
    this.forget(watchId)
    this.watches.set(watchId, session)
    const { queryID, query } = session
    this.send(
      'INIT_EVENT',
      { queryID, currEvent: query.current, events: query.whole() },
      message.requestId,
      message.watchId,
    )
  }

  /** A client comes back: it gets what it missed, or the result anew when the server has forgotten the query. */
  private rebuild(message: Message, identity: Identity): void {
    const queryID = String(message.msgData?.queryID)
    const known = Number(message.msgData?.eventID)
    const watchId = message.watchId ?? ''
    let session = this.sessions.byId.get(queryID)
    let events: WireEvent[]
    if (session && session.uid === identity.uid) {
      this.sessions.attach(session, this, watchId)
      events = session.query.since(known)
    } else {
      const spec = specOfId(queryID)
      if (!spec || session) {
        this.refuse(message, 'QUERYID_INVALID_ERROR', 'no such query')
        return
      }
      session = this.sessions.open(spec, identity, this, watchId, { id: queryID, event: known })
      events = session.query.anew(known)
    }
    this.watches.set(watchId, session)
    this.send('NEXT_EVENT', { queryID, currEvent: session.query.current, events }, message.requestId, watchId)
  }

  private check({ msgData, requestId, watchId }: Message): void {
    const queryID = String(msgData?.queryID)
    const session = this.sessions.byId.get(queryID)
    if (!session) return
    this.send('CHECK_EVENT', { queryID, currEvent: session.query.current }, requestId, watchId)
  }

  private forget(watchId: string): void {
    const session = this.watches.get(watchId)
    this.watches.delete(watchId)
    if (session?.socket === this) this.sessions.close(session)
  }

  private refuse({ requestId, watchId }: Message, code: string, message: string): void {
    this.send('ERROR', { code, message }, requestId, watchId)
  }
}

/** A message of a client; undefined for what is none. */
function messageOf(text: string): Message | undefined {
  try {
    const message: unknown = JSON.parse(text)
    return isPlainObject(message) ? (message as unknown as Message) : undefined
  } catch {
    return undefined
  }
}

function specOf(data: Record<string, unknown>, now: number): WatchSpec {
  const query = parseEjson(String(data.query ?? '{}'), now) as Document
  const spec: WatchSpec = { collection: String(data.collName), query: plainId(query) }
  const order = Object.entries((data.orderBy ?? {}) as Record<string, string>)
  if (order.length > 0) spec.sort = Object.fromEntries(order.map(([k, d]) => [k, d === 'desc' ? -1 : 1])) as SortSpec
  if (typeof data.limit === 'number') spec.limit = data.limit
  return spec
}

function specOfId(queryID: string): WatchSpec | undefined {
  try {
    const text = Buffer.from(queryID.split('.')[1] ?? '', 'base64url').toString()
    return parseEjson(text) as WatchSpec
  } catch {
    return undefined
  }
}

/** `{_id: {$eq: x}}` is how the SDK says `{_id: x}`; the engine is quickest with the latter. */
function plainId(query: Document): Document {
  const id = (query._id as { $eq?: unknown } | undefined)?.$eq
  return typeof id === 'string' && Object.keys(query._id as object).length === 1 ? { ...query, _id: id } : query
}
