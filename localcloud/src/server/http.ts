import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { LIMITS } from '../limits/limits'

/** Longer than any client keeps a connection: the side that reuses it must be the one to close it. */
const KEEP_ALIVE_MS = 120_000

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** A failure with an HTTP status; its body is sent as JSON. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly body: Record<string, unknown>,
  ) {
    super(String(body.message ?? body.error ?? status))
  }
}

/** Starts the server; resolves with it and the port it got. */
export async function listen(handler: Handler, port: number, host: string): Promise<{ server: Server; port: number }> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: KEEP_ALIVE_MS + 1000 })
  server.on('request', (request, response) => {
    try {
      const done = handler(request, response)
      if (done) done.catch((error: unknown) => fail(response, error))
    } catch (error) {
      fail(response, error)
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return { server, port: (server.address() as AddressInfo).port }
}

/** Reads a body whole. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let first: Buffer | undefined
    let chunks: Buffer[] | undefined
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > LIMITS.requestBytes) {
        reject(new HttpError(413, { code: 'EXCEED_MAX_PAYLOAD_SIZE', message: 'the request body is too large' }))
        request.resume()
        return
      }
      if (!first) first = chunk
      else if (chunks) chunks.push(chunk)
      else chunks = [first, chunk]
    })
    request.on('end', () => resolve(chunks ? Buffer.concat(chunks) : (first ?? Buffer.alloc(0))))
    request.on('error', reject)
  })
}

/** Parses a JSON body; an empty one is an empty object. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = (await readBody(request)).toString()
  if (text === '') return {}
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    throw new HttpError(400, { code: 'INVALID_PARAM', message: 'the request body is not JSON' })
  }
}

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  sendText(response, JSON.stringify(value), status)
}

/** Sends a text that is JSON already. */
export function sendText(response: ServerResponse, text: string, status = 200): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  })
  response.end(text)
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy()
  } else if (error instanceof HttpError) sendJson(response, error.body, error.status)
  else sendJson(response, { code: 'SYS_ERR', message: String((error as Error)?.message ?? error) }, 500)
}
