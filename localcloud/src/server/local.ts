import type { IncomingMessage } from 'node:http'

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/**
 * Whether a request comes from a program on this machine, or from a page that this server itself served to it. Pages
 * of other origins are kept out although they run here, and so are names that merely resolve to this machine.
 */
export function fromThisMachine(request: IncomingMessage): boolean {
  if (!LOOPBACK.has(request.socket.remoteAddress ?? '')) return false
  const host = request.headers.host ?? ''
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return false
  const { origin } = request.headers
  return origin === undefined || origin === `http://${host}`
}
