import type { Server } from 'node:http'
import { WebSocketServer } from 'ws'
import { WATCH_PATH } from './watch-path'
import { type WatchSessions, WatchSocket } from './watch-socket'

/** Largest message of a client: queries are small. */
const LARGEST_MESSAGE = 256 * 1024

/** Accepts the connections of live queries on the server. */
export function acceptWatches(server: Server, sessions: WatchSessions): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE })
  server.on('upgrade', (request, socket, head) => {
    // Nobody else listens: without this, a connection that breaks would end the process.
    socket.on('error', () => socket.destroy())
    if (request.url?.split('?')[0] !== WATCH_PATH) {
      socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => new WatchSocket(sessions, client))
  })
  return {
    close() {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
    },
  }
}
