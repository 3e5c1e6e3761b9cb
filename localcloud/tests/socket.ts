import WebSocket from 'ws'
import type { LocalCloud } from '../src/index'

/** Messages of the live query connection, as far as tests look at them. */
export interface WatchMessage {
  msgType: string
  msgData: { queryID: string; events: { Doc: string }[]; code?: string }
}

/** Makes a person and signs him in at the web addresses; resolves with his access token. */
export async function signedIn(cloud: LocalCloud, username: string): Promise<string> {
  await cloud.users.add({ username, password: 'demo', openid: `o-${username}` })
  const body = JSON.stringify({ username, password: 'demo' })
  const reply = await fetch(`${cloud.url}/auth/v1/signin`, { method: 'POST', body })
  return ((await reply.json()) as { access_token: string }).access_token
}

/** A connection for live queries that is logged in; `closed` resolves when it breaks. */
export async function connected(cloud: LocalCloud, token: string) {
  const body = JSON.stringify({ action: 'auth.wsWebSign', access_token: token })
  const { data } = await (await fetch(`${cloud.url}/web`, { method: 'POST', body })).json()
  const socket = new WebSocket(data.wsUrl)
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  await new Promise((resolve) => socket.on('open', resolve))
  const next = () =>
    new Promise<WatchMessage>((resolve) => socket.once('message', (text) => resolve(JSON.parse(String(text)))))
  const ask = (msgType: string, msgData: object, exMsgData?: object): Promise<WatchMessage> => {
    const reply = next()
    socket.send(JSON.stringify({ watchId: 'w', requestId: 'r', msgType, msgData, exMsgData }))
    return reply
  }
  await ask('LOGIN', {}, { signStr: data.signStr })
  return { socket, closed, ask, next }
}
