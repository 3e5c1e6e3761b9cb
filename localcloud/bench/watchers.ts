import { WebSocket } from 'ws'
import { COLLECTION, goodsId } from './goods'
import type { Face } from './loads'
import { percentile } from './measure'

const CHANGES = 50
const WATCHED = goodsId(0)

export interface WatchFigures {
  watchers: number
  /** How often the document was changed. */
  changes: number
  /** ms from sending the update to its arrival, over all watchers and changes. */
  p50Ms: number
  p95Ms: number
}

/**
 * So many connections, each watching one and the same document; the document is changed through the SDK again and
 * again, each time when the last watcher has heard of the change before. The figures are of what was done by `until`.
 */
export async function measureWatchers(
  port: number,
  sdk: Face,
  watchers: number,
  until: number,
  say: (line: string) => void,
): Promise<WatchFigures> {
  const delays: number[] = []
  let sent = 0
  let missing = 0
  let heard = () => {}
  const onEvent = () => {
    delays.push(performance.now() - sent)
    if (--missing === 0) heard()
  }
  const login = await signIn(port)
  const sockets: WebSocket[] = []
  for (let i = 0; i < watchers; i++) sockets.push(await watch(login, `w${i}`, onEvent))
  say(`${watchers} watchers: connected`)
  let changes = 0
  while (changes < CHANGES && performance.now() < until) {
    changes++
    const all = new Promise<void>((resolve) => {
      heard = resolve
    })
    missing = watchers
    sent = performance.now()
    await sdk.take(0)
    await all
  }
  for (const socket of sockets) socket.terminate()
  return { watchers, changes, p50Ms: percentile(delays, 50), p95Ms: percentile(delays, 95) }
}

interface Login {
  wsUrl: string
  signStr: string
}

/** As the web SDK does it: an anonymous person, then a signature for the socket. */
async function signIn(port: number): Promise<Login> {
  const url = `http://127.0.0.1:${port}`
  const post = async (path: string, body: object) => {
    const reply = await fetch(url + path, { method: 'POST', body: JSON.stringify(body) })
    return (await reply.json()) as Record<string, never>
  }
  const { access_token } = await post('/auth/v1/signin/anonymously?client_id=local-env', {})
  const { data } = await post('/web', { action: 'auth.wsWebSign', access_token })
  if (!data) throw new Error('no signature for live queries')
  return data
}

/** Opens one connection and resolves when the first result is there. */
function watch({ wsUrl, signStr }: Login, watchId: string, onEvent: () => void): Promise<WebSocket> {
  const socket = new WebSocket(wsUrl)
  const send = (msgType: string, msgData: object, more: object = {}) =>
    socket.send(JSON.stringify({ watchId, requestId: `${watchId}-${msgType}`, msgType, msgData, ...more }))
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('open', () => send('LOGIN', {}, { exMsgData: { signStr } }))
    socket.on('message', (data) => {
      const { msgType, msgData } = JSON.parse(String(data))
      if (msgType === 'LOGIN_RES') {
        send('INIT_WATCH', { envId: 'local-env', collName: COLLECTION, query: JSON.stringify({ _id: WATCHED }) })
      } else if (msgType === 'INIT_EVENT') resolve(socket)
      else if (msgType === 'NEXT_EVENT') onEvent()
      else if (msgType === 'ERROR') reject(new Error(JSON.stringify(msgData)))
    })
  })
}
