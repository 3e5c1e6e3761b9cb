import { createVerify, generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { merchantTransfers, TransferUnavailable } from './transfer.merchant'

/** Stands for WeChat Pay: checks the signature of every call and keeps bills by number. */
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const bills = new Map<string, { state: string; package_info?: string; fail_reason?: string }>()
const calls: { method: string; path: string; body: Record<string, unknown> }[] = []
let failing = false
let server: Server

const request = { transferNo: 'no1', openid: 'zhou', amountFen: 1500, remark: '单量达标奖励 50 单' }

function signedProperly(message: IncomingMessage, body: string): boolean {
  const fields = Object.fromEntries(
    [...(message.headers.authorization ?? '').matchAll(/(\w+)="([^"]*)"/g)].map((m) => [m[1], m[2]]),
  )
  const text = [message.method, message.url, fields.timestamp, fields.nonce_str, body, ''].join('\n')
  return (
    fields.mchid === '1900000001' &&
    createVerify('RSA-SHA256').update(text).verify(keys.publicKey, String(fields.signature), 'base64')
  )
}

beforeAll(async () => {
  server = createServer(async (message, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const end = (status: number, content: object) => response.writeHead(status).end(JSON.stringify(content))
    if (!signedProperly(message, body)) return end(401, { code: 'SIGN_ERROR' })
    if (failing) return end(500, { code: 'SYSTEM_ERROR' })
    const path = message.url as string
    calls.push({ method: message.method as string, path, body: body ? JSON.parse(body) : {} })
    const number = /out-bill-no\/(\w+)/.exec(path)?.[1]
    if (!number) {
      const { out_bill_no } = JSON.parse(body)
      const bill = bills.get(out_bill_no) ?? { state: 'WAIT_USER_CONFIRM', package_info: 'pkg' }
      bills.set(out_bill_no, bill)
      return end(200, bill)
    }
    const bill = bills.get(number)
    if (!bill) return end(404, { code: 'NOT_FOUND' })
    if (!path.endsWith('/cancel')) return end(200, { ...bill, package_info: undefined })
    if (bill.state !== 'WAIT_USER_CONFIRM') return end(400, { code: 'INVALID_REQUEST' })
    bill.state = 'CANCELLED'
    end(200, bill)
  }).listen(0)
  await new Promise((resolve) => server.once('listening', resolve))
  Object.assign(process.env, {
    TRANSFER_API: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    TRANSFER_MCH_ID: '1900000001',
    TRANSFER_CERT_SERIAL: 'SERIAL',
    TRANSFER_PRIVATE_KEY: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().replace(/\n/g, '\\n'),
  })
})
afterAll(() => server.close())
beforeEach(() => {
  bills.clear()
  calls.length = 0
  failing = false
})

test('a transfer is started once, whatever repeats', async () => {
  expect(await merchantTransfers.start(request)).toEqual({ state: 'awaiting_confirm', package: 'pkg' })
  expect(await merchantTransfers.start(request)).toEqual({ state: 'awaiting_confirm', package: 'pkg' })
  expect(bills.size).toBe(1)
  expect(calls[0]?.body).toMatchObject({
    out_bill_no: 'no1',
    transfer_amount: 1500,
    transfer_scene_id: '1005',
    transfer_scene_report_infos: [{ info_type: '岗位类型' }, { info_type: '报酬说明' }],
  })
})

test.each([
  ['SUCCESS', { state: 'received' }],
  ['FAIL', { state: 'returned', why: 'PAYEE_ACCOUNT_ABNORMAL' }],
  ['TRANSFERING', { state: 'awaiting_confirm', package: '' }],
])('%s is understood', async (state, expected) => {
  bills.set('no1', { state, fail_reason: 'PAYEE_ACCOUNT_ABNORMAL' })
  expect(await merchantTransfers.query('no1')).toEqual(expected)
})

test('an unknown number is nothing, not an error', async () => {
  expect(await merchantTransfers.query('no2')).toBeUndefined()
})

test('one that was not confirmed can be taken back', async () => {
  await merchantTransfers.start(request)
  expect(await merchantTransfers.cancel('no1')).toEqual({ state: 'returned', why: 'CANCELLED' })
})

test('one that has been taken cannot be taken back: what is true is told', async () => {
  bills.set('no1', { state: 'SUCCESS' })
  expect(await merchantTransfers.cancel('no1')).toEqual({ state: 'received' })
})

test('no clear answer is an error: nothing is known', async () => {
  failing = true
  await expect(merchantTransfers.start(request)).rejects.toThrow(TransferUnavailable)
})
