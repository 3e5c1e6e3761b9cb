import { connect } from 'node:net'
import WebSocket from 'ws'
import type { LocalCloud } from '../src/index'
import { connected, signedIn } from './socket'
import { startCloud } from './support'

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await startCloud({ rules: { notes: 'READONLY' } })
})
afterAll(() => cloud.close())

/** Sends bytes as a client that knows nothing better; resolves when the server has closed the connection. */
function sent(text: string, { reset = false } = {}): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(cloud.port, '127.0.0.1', () => {
      socket.write(text)
      if (reset) socket.resetAndDestroy()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
    socket.resume()
  })
}

const upgrade = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`

describe('what anybody may send ends his connection at most', () => {
  test.each(['//', '/elsewhere', '/web/watch', '/%'])('an upgrade at %s', async (path) => {
    await sent(upgrade(path))
    expect((await fetch(`${cloud.url}/console`)).status).toBe(200)
  })

  test('a connection that breaks before the answer', async () => {
    for (let i = 0; i < 20; i++) await sent(upgrade('/elsewhere'), { reset: true })
    expect((await fetch(`${cloud.url}/console`)).status).toBe(200)
  })

  test.each(['null', '1', '"x"', '[]', '{', '{"msgType":"INIT_WATCH"}', '{"msgType":"LOGIN"}'])(
    'the message %s',
    async (message) => {
      const socket = new WebSocket(`ws://127.0.0.1:${cloud.port}/web/watch`)
      await new Promise((resolve) => socket.on('open', resolve))
      const heard = new Promise((resolve) => {
        socket.on('message', resolve)
        socket.on('close', resolve)
      })
      socket.send(message)
      await heard
      socket.terminate()
      expect((await fetch(`${cloud.url}/console`)).status).toBe(200)
    },
  )
})

test('a client that does not read is cut off, and told of everything when it is back', async () => {
  const text = 'x'.repeat(2 ** 20)
  await cloud.database.insert('notes', [{ _id: 'long', n: 0 }])
  const token = await signedIn(cloud, 'slow')
  const client = await connected(cloud, token)
  const asked = await client.ask('INIT_WATCH', { collName: 'notes', query: '{"_id":"long"}' })
  client.socket.pause()
  const read: string[] = []
  client.socket.on('message', (message) => read.push(JSON.parse(String(message)).msgType))
  const written = 40
  for (let n = 1; n <= written; n++) await cloud.database.update('notes', { _id: 'long' }, { $set: { n, text } })
  client.socket.resume()
  // One that was not cut off reads all that was written, and stays.
  while (client.socket.readyState === client.socket.OPEN && read.length < written) {
    await Promise.race([client.closed, client.next()])
  }
  await client.closed
  expect(read.length).toBeLessThan(written)
  const again = await connected(cloud, token)
  const { queryID } = asked.msgData
  const { msgType, msgData } = await again.ask('REBUILD_WATCH', { queryID, eventID: 1 })
  expect(msgType).toBe('NEXT_EVENT')
  expect(msgData.events).toHaveLength(1)
  expect(JSON.parse(msgData.events[0]?.Doc ?? '{}').n).toBe(written)
  again.socket.terminate()
})

test('the time of the server in a live query is the time of the cloud', async () => {
  const now = cloud.clock.now()
  await cloud.clock.set(Date.UTC(2040, 0, 1))
  await cloud.database.insert('notes', [
    { _id: 'past', at: new Date(Date.UTC(2039, 0, 1)) },
    { _id: 'future', at: new Date(Date.UTC(2041, 0, 1)) },
  ])
  const client = await connected(cloud, await signedIn(cloud, 'hong'))
  const query = JSON.stringify({ at: { $lt: { $tcb_server_date: { offset: 0 } } } })
  const { msgData } = await client.ask('INIT_WATCH', { collName: 'notes', query })
  expect(msgData.events.map(({ Doc }) => JSON.parse(Doc)._id)).toEqual(['past'])
  client.socket.terminate()
  await cloud.clock.set(now)
})

test('a query asked for again under the same id takes the place of the one before', async () => {
  await cloud.database.insert('notes', [{ _id: 'a', n: 1 }])
  const client = await connected(cloud, await signedIn(cloud, 'ming'))
  const ask = () => client.ask('INIT_WATCH', { collName: 'notes', query: '{}' })
  const first = (await ask()).msgData
  const second = (await ask()).msgData
  expect(second.queryID).not.toBe(first.queryID)
  const messages: unknown[] = []
  client.socket.on('message', (text) => messages.push(JSON.parse(String(text))))
  const event = client.next()
  await cloud.database.update('notes', { _id: 'a' }, { $set: { n: 2 } })
  await event
  await client.ask('CHECK_LAST', { queryID: second.queryID })
  expect(messages).toEqual([
    expect.objectContaining({ msgType: 'NEXT_EVENT', msgData: expect.objectContaining({ queryID: second.queryID }) }),
    expect.objectContaining({ msgType: 'CHECK_EVENT' }),
  ])
  client.socket.terminate()
})
