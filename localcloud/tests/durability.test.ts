import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start, stop, stopAll } from './process'
import { FUNCTIONS } from './support'

let data: string

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'localcloud-test-'))
})
afterEach(async () => {
  await stopAll()
  rmSync(data, { recursive: true, force: true })
})

const serve = () => start('--port', '0', '--data', data, '--functions', FUNCTIONS, '--host', '127.0.0.1')

async function post<T>(url: string, body: object, headers: Record<string, string> = {}): Promise<T> {
  const reply = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers })
  return (await reply.json()) as T
}

test('after kill -9 everything acknowledged is there, and what was under way goes on', async () => {
  const before = await serve()
  const control = (path: string, body: object, url = before.url) => post<never>(`${url}/_localcloud/${path}`, body)
  const shop = (event: object, url = before.url) =>
    control('call', { name: 'shop', event, identity: { openid: 'o-1' } }, url) as Promise<{
      value: Record<string, string>
    }>
  await control('users', { users: [{ username: 'ming', password: 'demo', openid: 'o-ming', uid: 'u-ming' }] })
  const credentials = await post<Record<string, string>>(`${before.url}/auth/v1/signin`, {
    username: 'ming',
    password: 'demo',
  })
  await control('call', { name: 'files', event: { cloudPath: 'a.txt', text: 'kept' } })
  await control('consents', { openid: 'o-1', templateIds: ['T1'] })
  const order = { body: 'x', outTradeNo: 'o1', totalFee: 5, envId: 'e', functionName: 'payback', tradeType: 'JSAPI' }
  const { prepayId } = (await shop({ action: 'pay', api: 'unifiedOrder', data: order })).value
  await control('pay/drop-callbacks', { on: true })
  expect(await post(`${before.url}/pay/${prepayId}`, { outcome: 'success' })).toMatchObject({ state: 'SUCCESS' })
  await stop(before.child, 'SIGKILL')

  const after = await serve()
  const headers = { Authorization: `Bearer ${credentials.access_token}` }
  expect(await post(`${after.url}/v1/functions/whoami`, {}, headers)).toMatchObject({ before: { OPENID: 'o-ming' } })
  const file = {
    action: 'open',
    api: 'subscribeMessage.send',
    data: { touser: 'o-1', templateId: 'T1', data: { thing1: { value: 'x' } } },
  }
  expect(await shop(file, after.url)).toHaveProperty('value.msgid')
  const paid = await shop({ action: 'pay', api: 'queryOrder', data: { outTradeNo: 'o1' } }, after.url)
  expect(paid.value.tradeState).toBe('SUCCESS')
  // The notice that was lost before the crash is made up for after it.
  await control('clock', { advance: 60_000 }, after.url)
  expect((await shop({ action: 'read', collection: 'notices' }, after.url)).value).toHaveLength(1)
  expect(await stop(after.child, 'SIGTERM')).toBe(0)
})

test('one data directory is used by one process', async () => {
  const first = await serve()
  expect(first.url).toBeDefined()
  const second = await serve()
  expect(second.code).toBe(1)
  expect(second.output).toContain('is in use by process')
})

test.each([
  [['--port', 'many'], '--port many: not a port number'],
  [['--speed', '3'], "Unknown option '--speed'"],
  [['--functions', '/nowhere'], 'functions directory not found: /nowhere'],
  [['--clock', 'noon'], '--clock noon: not an ISO time'],
  [['--rules', '/nowhere.json'], '/nowhere.json'],
])(
  'the command line tool says what is wrong with %j',
  async (args, message) => {
    const { code, output } = await start('--port', '0', ...(args as string[]))
    expect(output).toContain(message)
    expect(output).not.toContain('    at ')
    expect(code).toBe(1)
  },
  30_000,
)

test('what belongs to this machine is closed to pages of other origins and to other names', async () => {
  const { url = '' } = await serve()
  const status = (path: string, headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const sent = request(url + path, { method: 'POST', headers }, (reply) => {
        reply.resume()
        resolve(reply.statusCode)
      })
      sent.on('error', reject)
      sent.end('{"action":"database.getDocument","collectionName":"x"}')
    })
  const { host } = new URL(url)
  for (const path of ['/admin', '/_localcloud/clock', '/console']) {
    expect(await status(path, { origin: 'http://elsewhere.example' })).toBe(403)
    expect(await status(path, { host: 'elsewhere.example' })).toBe(403)
    expect(await status(path, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(403)
    expect(await status(path, { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' })).toBe(403)
    expect(await status(path, { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).not.toBe(403)
  }
})
