import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Auth } from '../auth/auth'
import type { Caller } from '../functions/caller'
import type { FunctionRuntime } from '../functions/runtime'
import { readBody, sendJson, sendText } from '../server/http'

const STATUS: Record<string, number> = {
  PERMISSION_DENIED: 403,
  FUNCTION_NOT_FOUND: 404,
  FUNCTIONS_TIME_LIMIT_EXCEEDED: 504,
}

/** `POST /v1/functions/NAME`: a client calls a function; the reply is the bare result. */
export async function callFunction(
  auth: Auth,
  runtime: FunctionRuntime,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  const event = (await readBody(request)).toString()
  const caller: Caller = { source: 'web_client', client: true, ...auth.require(request) }
  if (request.headers.host !== undefined) caller.host = request.headers.host
  const reply = await runtime.call(name, event, caller)
  response.setHeader('x-request-id', reply.requestId)
  if (!reply.error) sendText(response, reply.result ?? 'null')
  else sendJson(response, { ...reply.error, requestId: reply.requestId }, STATUS[reply.error.code] ?? 500)
}
