import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { describe } from '../incidents'
import type { Mirror } from '../mirror/mirror'
import type { Phone } from '../phone'
import { appMethods } from './app'
import { elementMethods } from './element'
import { pageMethods } from './page'
import type { Handlers } from './protocol'
import { toolMethods } from './tool'

export interface AutomatorServer {
  /** What `automator.connect({wsEndpoint})` wants. */
  endpoint: string
  close(): Promise<void>
}

/** Lets miniprogram-automator drive a phone, as WeChat DevTools does. */
export function serveAutomator(phone: Phone, mirror: Mirror): Promise<AutomatorServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  const emit = (method: string, params: object) => {
    for (const client of server.clients) client.send(JSON.stringify({ method, params }))
  }
  const handlers: Handlers = {
    ...toolMethods(phone),
    ...appMethods(phone, mirror, emit),
    ...pageMethods(phone, mirror),
    ...elementMethods(phone, mirror),
  }
  const answer = async (text: string): Promise<string> => {
    const { id, method, params } = JSON.parse(text)
    try {
      const handler = handlers[method]
      if (!handler) throw new Error(`the host has no ${method}`)
      return JSON.stringify({ id, result: (await handler(params ?? {})) ?? {} })
    } catch (error) {
      return JSON.stringify({ id, error: { message: describe(error) } })
    }
  }
  server.on('connection', (socket) => {
    socket.on('message', (data) => void answer(String(data)).then((reply) => socket.send(reply)))
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('listening', () =>
      resolve({
        endpoint: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close() {
          for (const client of server.clients) client.terminate()
          return new Promise((done) => server.close(() => done()))
        },
      }),
    )
  })
}
