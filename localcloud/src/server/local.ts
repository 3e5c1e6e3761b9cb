import type { IncomingMessage } from 'node:http'

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** Whether a request comes from this machine, whoever sends it. */
export function isLoopback(request: IncomingMessage): boolean {
  return LOOPBACK.has(request.socket.remoteAddress ?? '')
}

/**
 * Whether a request comes from a program on this machine, or from a page that this server itself served to it. Pages
 * of other origins are kept out although they run here (by Origin, and by what browsers say of requests that have
 * none), and so are names that merely resolve to this machine, as in DNS rebinding. Following a link is no request of a
 * page.
 */
export function fromThisMachine(request: IncomingMessage): boolean {
  if (!isLoopback(request)) return false
  const host = request.headers.host ?? ''
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return false
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = request.headers
  const isOwn = site === undefined || site === 'same-origin' || site === 'none'
  if (!isOwn && !(mode === 'navigate' && request.method === 'GET')) return false
  return origin === undefined || origin === `http://${host}`
}
