import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LIMITS } from '../../src/limits/limits'
import { connected, signedIn } from '../socket'
import { FUNCTIONS, shop, startCloud } from '../support'
import { clouds } from './clouds'
import { item, tabled } from './item'

const { both, cloud } = clouds({ clock: { now: Date.UTC(2030, 0, 1) }, pages: ['pages/group/index'] })
const AREA = 'Limits'

const failure = (promise: Promise<unknown>): Promise<Record<string, unknown> & { message: string }> =>
  promise.then(
    (value) => {
      throw new Error(`no failure but ${JSON.stringify(value)?.slice(0, 100)}`)
    },
    (error) => error,
  )
const openApi = (api: string, data: object) => shop<Record<string, unknown>>(cloud(), { action: 'open', api, data })
const pay = async (api: string, data: object) =>
  (await shop<Record<string, string>>(cloud(), { action: 'pay', api, data })).value ?? {}
let orders = 0
const order = (more: object = {}) => ({
  ...{ body: 'b', outTradeNo: `limit-${++orders}`, totalFee: 1000, subMchId: '1', envId: 'e', tradeType: 'JSAPI' },
  ...{ functionName: 'payback', ...more },
})

/** A cloud of one function with this config.json, or why it does not start. */
async function withConfig(config: object): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'limits-'))
  try {
    mkdirSync(join(dir, 'f'))
    writeFileSync(join(dir, 'f', 'index.js'), 'exports.main = () => 1')
    writeFileSync(join(dir, 'f', 'config.json'), JSON.stringify(config))
    await (await startCloud({ functions: dir })).close()
    return 'starts'
  } catch (error) {
    return (error as Error).message
  } finally {
    rmSync(dir, { recursive: true })
  }
}

item(AREA, 'timeout of a function: 60 s, 3 s by default', 'docs', async () => {
  expect(await withConfig({ timeout: 60 })).toBe('starts')
  expect(await withConfig({ timeout: 61 })).toContain('at most 60')
  const functions = await (await fetch(`${cloud().url}/_localcloud/functions`)).json()
  expect(functions.find((one: { name: string }) => one.name === 'steps')).toMatchObject({ timeoutMs: 3000 })
})

item(AREA, 'concurrency of a function: 1,000', 'docs', async () => {
  expect(await withConfig({ concurrency: 1000 })).toBe('starts')
  expect(await withConfig({ concurrency: 1001 })).toContain('at most 1000')
})

item(AREA, 'environment variables of a function: 4 KB', 'assumed', async () => {
  expect(await withConfig({ envVariables: { K: 'x'.repeat(4095) } })).toBe('starts')
  expect(await withConfig({ envVariables: { K: 'x'.repeat(4096) } })).toContain('at most 4096 bytes')
})

item(AREA, 'names of triggers', 'assumed', async () => {
  const triggers = (...names: string[]) => ({
    triggers: names.map((name) => ({ name, type: 'timer', config: '0 0 3 * * * *' })),
  })
  expect(await withConfig(triggers('n'.repeat(60), 'other-1'))).toBe('starts')
  for (const names of [['n'.repeat(61)], ['1st'], ['夜里'], ['same', 'same']]) {
    expect(await withConfig(triggers(...names))).toMatch(/config\.json:\d+:\d+/)
  }
})

item(AREA, 'events: 100 KB from clients, 6 MB from functions; results: 6 MB', 'docs', async () => {
  const call = (bytes: number, client: boolean) =>
    cloud().call('fragile', { how: 'x'.repeat(bytes - '{"how":""}'.length) }, client ? { openid: 'o' } : undefined)
  await expect(call(LIMITS.functionTextBytes, true)).resolves.toEqual(expect.any(Number))
  expect(await failure(call(LIMITS.functionTextBytes + 1, true))).toMatchObject({
    body: { code: 'EXCEED_MAX_PAYLOAD_SIZE' },
  })
  await expect(call(LIMITS.functionEventBytes, false)).resolves.toEqual(expect.any(Number))
  expect(await failure(call(LIMITS.functionEventBytes + 1, false))).toMatchObject({
    body: { code: 'EXCEED_MAX_PAYLOAD_SIZE' },
  })
  const echo = await cloud().call('whoami', { text: 'x'.repeat(5_000_000) })
  expect(echo).toMatchObject({ event: { text: expect.any(String) } })
  const large = await failure(cloud().call('whoami', { text: 'x'.repeat(LIMITS.functionResultBytes - 20) }))
  expect(large.message).toContain('the result is larger than 6291456 bytes')
})

item(
  AREA,
  'documents of a query: 100 by default, 1,000 at most; 20 for a mini-program',
  'docs',
  both(async (sdk) => {
    const collection = await sdk.seeded(Array.from({ length: 1001 }, (_, n) => ({ n })))
    const count = async (query: { get(): Promise<{ data: unknown[] }> }) => (await query.get()).data.length
    expect(await count(collection)).toBe(100)
    expect(await count(collection.limit(1000))).toBe(1000)
    const { collectionName, name } = collection as unknown as { collectionName?: string; name?: string }
    const own = await startCloud({ rules: { [collectionName ?? String(name)]: { read: true } } })
    try {
      await own.database.insert(
        collectionName ?? String(name),
        Array.from({ length: 21 }, (_, n) => ({ n })),
      )
      const mine = own
        .client({ openid: 'o' })
        .database()
        .collection(collectionName ?? String(name))
      expect((await mine.get()).data).toHaveLength(20)
      expect((await mine.limit(21).get()).data).toHaveLength(20)
      expect((await mine.skip(20).get()).data).toHaveLength(1)
    } finally {
      await own.close()
    }
  }),
)

item(
  AREA,
  'a document: 16 MB, 100 levels',
  'assumed',
  both(async (sdk) => {
    const collection = await sdk.seeded()
    // Around the text: the document, its _id and its one field.
    const text = 'x'.repeat(LIMITS.documentBytes - 5 - 11 - 8)
    await sdk.add(collection, { _id: 'a', b: text })
    const error = await failure(sdk.update(collection.doc('a'), { b: `${text}x` }))
    expect(error.message ?? error.errMsg).toContain('BSONObj size: 16777217 is invalid')
    const nested = (levels: number): object => (levels === 1 ? {} : { d: nested(levels - 1) })
    await sdk.add(collection, nested(100))
    expect((await failure(sdk.add(collection, nested(101)))).message).toContain('nested deeper than 100 levels')
  }),
)

item(
  AREA,
  'an answer of a query or an aggregation: 16 MB',
  'docs',
  both(async (sdk) => {
    const mebibyte = 'x'.repeat(2 ** 20)
    const collection = await sdk.seeded(Array.from({ length: 16 }, (_, n) => ({ n, text: mebibyte })))
    const all = () => [collection.get(), collection.aggregate().match({}).limit(16).end()] as Promise<unknown>[]
    for (const asked of all()) {
      expect((await failure(asked)).message).toMatch(/the answer has 16778\d{3} bytes, at most 16777216 are sent/)
    }
    expect((await collection.limit(15).get()).data).toHaveLength(15)
    expect((await collection.field({ n: true }).get()).data).toHaveLength(16)
    const some = (await collection.aggregate().limit(15).end()) as unknown as { data?: []; list?: [] }
    expect(some.list ?? some.data).toHaveLength(15)
    const joined = collection
      .aggregate()
      .group({ _id: null, texts: sdk.$.push('$text') })
      .end()
    expect((await failure(joined as Promise<unknown>)).message).toContain('at most 16777216 are sent')
  }),
)

item(AREA, 'indexes of a collection: 100, of 31 fields', 'docs', async () => {
  const indexes = (count: number, fields: number) => ({
    c: Array.from({ length: count }, (_, i) => ({
      name: `i${i}`,
      keys: Object.fromEntries(Array.from({ length: fields }, (_, j) => [`f${i}-${j}`, 1 as const])),
    })),
  })
  for (const [count, fields, message] of [
    [101, 1, 'c may have 100 indexes'],
    [1, 32, 'may have 31 fields'],
  ] as const) {
    await expect(startCloud({ indexes: indexes(count, fields) })).rejects.toThrow(message)
  }
  await (await startCloud({ indexes: indexes(100, 31) })).close()
})

item(AREA, 'a transaction ends by itself after 30 s', 'docs', async () => {
  const own = await startCloud({ limits: { transactionMs: 50 } })
  try {
    const { transactionId } = await own.database.handle({ action: 'database.startTransaction' })
    const collectionName = 'c'
    const write = { action: 'database.insertDocument', collectionName, data: ['{"_id":"a"}'], transactionId }
    expect(await own.database.handle(write)).toMatchObject({ data: { insertedIds: ['a'] } })
    // The write waits for the transaction to give the document free.
    await own.database.insert(collectionName, [{ _id: 'a' }])
    expect(await own.database.handle({ action: 'database.commitTransaction', transactionId })).toMatchObject({
      code: 'DATABASE_TRANSACTION_FAIL',
    })
  } finally {
    await own.close()
  }
})

item(AREA, 'a live query of more than 5,000 documents ends with an error', 'docs', async () => {
  const own = await startCloud({ rules: { board: { read: true } } })
  try {
    await own.database.insert(
      'board',
      Array.from({ length: LIMITS.watchDocuments }, (_, n) => ({ n })),
    )
    const watched = () => {
      const sizes: number[] = []
      const ended = new Promise<{ code: string }>((resolve) => {
        own
          .client({ openid: 'o' })
          .database()
          .collection('board')
          .watch({ onChange: ({ docs }) => void sizes.push(docs.length), onError: (error) => resolve(error as never) })
      })
      return { sizes, ended }
    }
    const first = watched()
    const page = await connected(own, await signedIn(own, 'ming'))
    expect((await page.ask('INIT_WATCH', { collName: 'board', query: '{}' })).msgData.events).toHaveLength(5000)
    const told = page.next()
    await own.database.insert('board', [{ n: -1 }])
    expect(await first.ended).toMatchObject({ code: 'DATABASE_REALTIME_EXCEED_LIMIT' })
    expect(first.sizes).toEqual([5000])
    expect(await told).toMatchObject({ msgType: 'ERROR', msgData: { code: 'DATABASE_REALTIME_EXCEED_LIMIT' } })
    expect(await page.ask('INIT_WATCH', { collName: 'board', query: '{}' })).toMatchObject({ msgType: 'ERROR' })
    page.socket.terminate()
    const second = watched()
    expect(await second.ended).toMatchObject({ code: 'DATABASE_REALTIME_EXCEED_LIMIT' })
    expect(second.sizes).toEqual([])
  } finally {
    await own.close()
  }
})

item(AREA, 'a consent is one message; three templates are asked about at once', 'docs', async () => {
  await cloud().consents.grant('o-limit', ['T1', 'T2', 'T3'])
  await expect(cloud().consents.grant('o-limit', ['T1', 'T2', 'T3', 'T4'])).rejects.toThrow('at most 3 templates')
  const message = { touser: 'o-limit', templateId: 'T1', data: { thing1: { value: 'x' } } }
  expect((await openApi('subscribeMessage.send', message)).failed).toBeUndefined()
  expect((await openApi('subscribeMessage.send', message)).failed?.errCode).toBe(43101)
})

item(AREA, 'mini-program codes: scene, page, 5,000 a minute', 'docs', async () => {
  const code = async (data: object) =>
    (await openApi('wxacode.getUnlimited', { page: 'pages/group/index', ...data })).failed?.errCode ?? 'made'
  expect(await code({ scene: "!#$&'()*+,/:;=?@-._~09azAZ345678" })).toBe('made')
  for (const scene of ['x'.repeat(33), '']) expect(await code({ scene })).toBe(40169)
  for (const scene of ['50%', 'a b', '码']) expect(await code({ scene })).toBe(40129)
  expect(await code({ scene: 's', page: undefined })).toBe('made')
  for (const page of ['/pages/group/index', 'pages/group/index?a=1', 'pages/other/index']) {
    expect(await code({ scene: 's', page })).toBe(41030)
  }
  expect(await code({ scene: 's', page: 'pages/other/index', checkPath: false })).toBe('made')
  const own = await startCloud({ clock: { now: 0 }, limits: { codesPerMinute: 2 } })
  try {
    const make = async () =>
      (await shop(own, { action: 'open', api: 'wxacode.getUnlimited', data: { scene: 's' } })).failed?.errCode
    expect([await make(), await make(), await make()]).toEqual([undefined, undefined, 45009])
    await own.clock.advance(60_000)
    expect(await make()).toBeUndefined()
  } finally {
    await own.close()
  }
})

item(AREA, 'delays of tasks: 6 s to 30 days', 'docs', async () => {
  const task = async (delayTime: number) =>
    (await openApi('cloudbase.addDelayedFunctionTask', { functionName: 'payback', data: '{}', delayTime })).failed
  expect([await task(6), await task(30 * 86_400)]).toEqual([undefined, undefined])
  for (const wrong of [5, 30 * 86_400 + 1]) expect((await task(wrong))?.errMsg).toContain('delay_time')
})

item(AREA, 'a phone number code: five minutes', 'docs', async () => {
  const made = async () => {
    const init = { method: 'POST', body: '{"phoneNumber":"13900139000"}' }
    return (await (await fetch(`${cloud().url}/_localcloud/phone-codes`, init)).json()).code as string
  }
  const ask = async (code: string) => (await openApi('phonenumber.getPhoneNumber', { code })).failed?.errCode
  const [inside, outside] = [await made(), await made()]
  await cloud().clock.advance(LIMITS.phoneCodeMs)
  expect(await ask(inside)).toBeUndefined()
  await cloud().clock.advance(1)
  expect(await ask(outside)).toBe(40029)
})

item(AREA, 'cloud paths: 850 bytes; 50 files at once', 'docs', async () => {
  const put = (cloudPath: string) => cloud().call('files', { cloudPath, text: 'x' })
  await expect(put('路'.repeat(283))).resolves.toMatchObject({ read: 'x' })
  for (const path of ['路'.repeat(284), '/a', 'a//b', 'a\u0018b', '']) await expect(put(path)).rejects.toThrow()
  const ask = async (files: number) => {
    const list = Array.from({ length: files }, (_, i) => ({ fileid: `cloud://e.b/${i}` }))
    const body = JSON.stringify({ action: 'storage.batchGetDownloadUrl', file_list: list })
    return (await (await fetch(`${cloud().url}/admin`, { method: 'POST', body })).json()).code
  }
  expect([await ask(50), await ask(51)]).toEqual([undefined, 'INVALID_PARAM'])
})

item(AREA, 'payments: number, body, attach and sum of an order; numbers and count of refunds', 'docs', async () => {
  for (const [right, wrong, named] of [
    [{ outTradeNo: `n${'0'.repeat(31)}` }, { outTradeNo: `n${'0'.repeat(32)}` }, 'out_trade_no'],
    [{ outTradeNo: '_-|*@' }, { outTradeNo: 'a b' }, 'out_trade_no'],
    [{ body: '团'.repeat(42) }, { body: '团'.repeat(43) }, 'body'],
    [{ attach: 'x'.repeat(127) }, { attach: 'x'.repeat(128) }, 'attach'],
    [{ totalFee: 1 }, { totalFee: 0 }, 'total_fee'],
    [{ totalFee: 1 }, { totalFee: 1.5 }, 'total_fee'],
  ]) {
    expect(await pay('unifiedOrder', order(right as object))).toMatchObject({ resultCode: 'SUCCESS' })
    const refused = await pay('unifiedOrder', order(wrong as object))
    expect(refused).toMatchObject({ resultCode: 'FAIL', errCodeDes: expect.stringContaining(named as string) })
  }
  const placed = await pay('unifiedOrder', order())
  const outTradeNo = `limit-${orders}`
  const prepayId = (placed.payment as unknown as { package: string }).package.replace('prepay_id=', '')
  await cloud().pay.confirm(prepayId)
  const refund = (outRefundNo: string) => pay('refund', { outTradeNo, outRefundNo, totalFee: 1000, refundFee: 1 })
  expect((await refund('r'.repeat(65))).errCodeDes).toContain('out_refund_no')
  expect(await refund('r'.repeat(64))).toMatchObject({ resultCode: 'SUCCESS' })
  for (let i = 2; i <= LIMITS.refundsPerOrder; i++) expect((await refund(`r${i}`)).resultCode).toBe('SUCCESS')
  expect((await refund('one-more')).errCodeDes).toContain('最多退款50次')
})

item(AREA, 'switched off, they refuse nothing', 'docs', async () => {
  const own = await startCloud({ functions: FUNCTIONS, limits: false })
  try {
    const event = { how: 'x'.repeat(LIMITS.functionTextBytes) }
    await expect(own.call('fragile', event, { openid: 'o' })).resolves.toEqual(expect.any(Number))
    await own.consents.grant('o', ['1', '2', '3', '4'])
    expect(
      (await shop(own, { action: 'open', api: 'wxacode.getUnlimited', data: { scene: 'x'.repeat(40) } })).failed,
    ).toBe(undefined)
  } finally {
    await own.close()
  }
})

tabled(__filename)
