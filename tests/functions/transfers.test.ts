import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { balances } from '../../src/domain/ledger/posting'
import { EGGS, HOUR, makeWorld, NOON, type World } from './world'

/** A transfer service that is not well: red packets through the real gateway, against a WeChat Pay of this file's own. */
type Mood = 'well' | 'silent' | 'refusing' | 'talking nonsense' | 'cutting off'
let mood: Mood
let calls: string[]
const bills = new Map<string, { state: string; package_info?: string }>()
const waiting: ServerResponse[] = []
let service: Server
let world: World

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const MINUTE = 60_000
const DAY = 24 * HOUR
const ID = 'zhoujie:day:2026-11-21:1'

beforeEach(async () => {
  mood = 'well'
  calls = []
  bills.clear()
  service = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    calls.push(String(request.method))
    const end = (status: number, content: object) => response.writeHead(status).end(JSON.stringify(content))
    if (mood === 'silent') return void waiting.push(response)
    if (mood === 'talking nonsense') return void response.writeHead(200).end('<html>我们在维护</html>')
    if (mood === 'cutting off') {
      response.writeHead(200, { 'content-length': '100' }).write('{"state":')
      return void setImmediate(() => response.destroy())
    }
    const number = /out-bill-no\/(\w+)/.exec(String(request.url))?.[1]
    if (number && request.url?.endsWith('/cancel')) {
      const bill = bills.get(number)
      if (bill?.state === 'WAIT_USER_CONFIRM') bill.state = 'CANCELING'
      return end(200, bill ?? {})
    }
    if (number) return bills.has(number) ? end(200, bills.get(number) as object) : end(404, { code: 'NOT_FOUND' })
    if (mood === 'refusing') return end(400, { code: 'INVALID_REQUEST', message: '金额低于最低限制' })
    const { out_bill_no } = JSON.parse(Buffer.concat(chunks).toString())
    bills.set(out_bill_no, bills.get(out_bill_no) ?? { state: 'WAIT_USER_CONFIRM', package_info: 'pkg' })
    return end(200, bills.get(out_bill_no) as object)
  }).listen(0)
  await new Promise((resolve) => service.once('listening', resolve))
  world = await makeWorld({
    plan: { targets: [{ window: 'day', orders: 1, amountFen: 500 }] },
    env: {
      TRANSFER_GATEWAY: 'merchant',
      TRANSFER_API: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
      TRANSFER_MCH_ID: '1900000001',
      TRANSFER_CERT_SERIAL: 'SERIAL',
      TRANSFER_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().replace(/\n/g, '\\n'),
    },
  })
})
afterEach(async () => {
  for (const response of waiting.splice(0)) response.destroy()
  service.closeAllConnections()
  service.close()
  await world.close()
})

const packet = () => world.one('red_packets', ID)
const balance = (account: string) => balances(world.all('ledger')).get(account) ?? 0
const buy = async () => world.pay(await world.place('chen', { lines: [{ ...EGGS, quantity: 1 }] }))
const sweepAt = async (at: number) => {
  await world.cloud.clock.set(at, 1)
  await world.sweep()
}

test('while it is silent nobody who pays waits for its answer', async () => {
  mood = 'silent'
  await buy()
  // Asked for the transfer, and not, after that has taken too long, what became of it.
  expect(calls).not.toContain('GET')
  expect(world.one('group_live', world.groupId)).toMatchObject({ orders: 1 })
  expect(packet()?.state).toMatch(/granted|transferring/)
})

test.each(['refusing', 'talking nonsense', 'cutting off'] as const)(
  'while it is %s it is asked again, under the same number, until it is well',
  async (how) => {
    mood = how
    await buy()
    expect(packet()).toMatchObject({ state: 'transferring' })
    await sweepAt(NOON + MINUTE)
    mood = 'well'
    await sweepAt(NOON + 3 * MINUTE)
    expect(packet()).toMatchObject({ state: 'awaiting_confirm', package: 'pkg' })
    expect([...bills.keys()]).toEqual([packet()?.transferNo])
    expect(balance('leader:zhoujie:available')).toBe(0)
  },
)

test('when it has refused for a day and knows nothing of it the money goes to the balance, once', async () => {
  mood = 'refusing'
  await buy()
  await sweepAt(NOON + DAY - MINUTE)
  expect(packet()).toMatchObject({ state: 'transferring' })
  await sweepAt(NOON + DAY)
  const asked = calls.filter((method) => method === 'POST').length
  // It may be asking at this very moment.
  expect(packet()).toMatchObject({ state: 'transferring' })
  mood = 'well'
  await sweepAt(NOON + DAY + 3 * MINUTE)
  await sweepAt(NOON + DAY + 9 * MINUTE)
  expect(packet()).toMatchObject({ state: 'expired' })
  expect(calls.filter((method) => method === 'POST')).toHaveLength(asked)
  expect(balance('leader:zhoujie:available')).toBe(500)
  expect((await world.fails('zhou', 'leader.takeRedPacket', { redPacketId: ID })).code).toBe('red_packet_expired')
})

test('when nothing is known after a day because it does not answer, nothing moves', async () => {
  mood = 'talking nonsense'
  await buy()
  await sweepAt(NOON + DAY + 5 * MINUTE)
  await sweepAt(NOON + DAY + 9 * MINUTE)
  expect(packet()).toMatchObject({ state: 'transferring' })
  expect(balance('leader:zhoujie:available')).toBe(0)
})

test('one that takes its time to be taken back is asked about every minute, and ends once', async () => {
  await buy()
  await sweepAt(NOON + DAY)
  expect(packet()).toMatchObject({ state: 'awaiting_confirm', dueAt: NOON + DAY + MINUTE })
  for (const bill of bills.values()) bill.state = 'CANCELLED'
  await sweepAt(NOON + DAY + MINUTE)
  expect(packet()).toMatchObject({ state: 'expired' })
  expect(balance('leader:zhoujie:available')).toBe(500)
})

test('who took it while the answer was lost is told so', async () => {
  await buy()
  for (const bill of bills.values()) bill.state = 'SUCCESS'
  expect(await world.call('zhou', 'leader.takeRedPacket', { redPacketId: ID })).toEqual({ state: 'received' })
  expect(balance('leader:zhoujie:paid')).toBe(500)
})

test('it is paid to whoever leads when it is granted', async () => {
  await world.cloud.database.insert('leader_live', [
    {
      ...{ _id: 'zhoujie:2026-11-21', leaderId: 'zhoujie', owner: 'somebody before', window: 'day', fence: 0 },
      ...{ windowKey: '2026-11-21', day: '2026-11-21', orders: 0, netFen: 0, commissionFen: 0, recent: [] },
      ...{ granted: [], applied: [] },
    },
  ])
  await buy()
  expect(packet()).toMatchObject({ owner: 'zhou' })
})
