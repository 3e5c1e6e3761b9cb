import type { LocalCloud } from '../src/index'
import { type Reply, shop, startCloud } from './support'

const START = Date.UTC(2030, 0, 1, 4)
const MINUTE = 60_000

type V2 = Record<string, string | number> & { payment: Record<string, string> }

let cloud: LocalCloud
let o1: string
let count = 0

beforeAll(async () => {
  cloud = await startCloud({ clock: { now: START } })
})
afterAll(() => cloud.close())
beforeEach(async () => {
  o1 = `o${++count}`
  await cloud.clock.set(START)
  await behave('accept')
  await cloud.database.remove('notices', {})
})

const pay = (api: string, data: object, openid?: string) =>
  shop<V2>(cloud, { action: 'pay', api, data }, openid).then(({ value, failed }: Reply<V2>) => {
    if (!value) throw new Error(failed?.errMsg)
    return value
  })

const order = (outTradeNo: string, more: object = {}) => ({
  body: '一单',
  outTradeNo,
  totalFee: 1250,
  spbillCreateIp: '127.0.0.1',
  subMchId: '1900000109',
  envId: 'local-env',
  functionName: 'payback',
  nonceStr: 'n',
  tradeType: 'JSAPI',
  ...more,
})

const refund = (outRefundNo: string, refundFee: number, more: object = {}) =>
  pay('refund', {
    outTradeNo: o1,
    outRefundNo: `${o1}-${outRefundNo}`,
    totalFee: 1250,
    refundFee,
    subMchId: '1',
    nonceStr: 'n',
    ...more,
  })

async function placed(outTradeNo = o1): Promise<string> {
  const reply = await pay('unifiedOrder', order(outTradeNo))
  expect(reply).toMatchObject({ resultCode: 'SUCCESS', errCode: 0 })
  return (reply.payment.package as string).replace('prepay_id=', '')
}

const notices = () =>
  cloud.database.find('notices', {}, { sort: { at: 1 } }) as { event: V2; at: number; source: string }[]
const behave = (mode: string) =>
  cloud.database.update('switches', { _id: 'payback' }, { $set: { mode } }, { upsert: true })
const sheet = async (prepayId: string, outcome?: string) => {
  const init = outcome ? { method: 'POST', body: JSON.stringify({ outcome }) } : {}
  const reply = await fetch(`${cloud.url}/pay/${prepayId}`, init)
  return { status: reply.status, ...((await reply.json()) as object) }
}

test('an order is placed, paid on the sheet and told to its function', async () => {
  const prepayId = await placed()
  expect(await sheet(prepayId)).toEqual({
    status: 200,
    body: '一单',
    totalFee: 1250,
    outTradeNo: o1,
    state: 'NOTPAY',
  })
  expect(await pay('queryOrder', { outTradeNo: o1 })).toMatchObject({ tradeState: 'NOTPAY' })
  expect(await sheet(prepayId, 'success')).toMatchObject({ state: 'SUCCESS' })
  await cloud.settled()
  const [notice, ...others] = notices()
  expect(others).toEqual([])
  expect(notice?.source).toBe('wx_paycallback')
  expect(notice?.event).toMatchObject({
    returnCode: 'SUCCESS',
    resultCode: 'SUCCESS',
    outTradeNo: o1,
    totalFee: 1250,
    cashFee: 1250,
    subOpenid: 'o-shop',
    timeEnd: '20300101120000',
  })
  const found = await pay('queryOrder', { transactionId: notice?.event.transactionId })
  expect(found).toMatchObject({ tradeState: 'SUCCESS', outTradeNo: o1, timeEnd: '20300101120000' })
})

test('the same order again is the same payment; another sum is refused', async () => {
  const prepayId = await placed()
  expect(await placed()).toBe(prepayId)
  expect(await pay('unifiedOrder', order(o1, { totalFee: 1 }))).toMatchObject({
    resultCode: 'FAIL',
    errCodeDes: '商户订单号重复',
  })
  await sheet(prepayId, 'success')
  expect((await pay('unifiedOrder', order(o1))).errCodeDes).toBe('订单已支付')
})

test('paying twice at once is paying once', async () => {
  const prepayId = await placed()
  await Promise.all([1, 2, 3].map(() => sheet(prepayId, 'success')))
  await cloud.settled()
  expect(notices()).toHaveLength(1)
})

test('closing the sheet leaves the order to be paid later', async () => {
  const prepayId = await placed()
  expect(await sheet(prepayId, 'cancel')).toMatchObject({ status: 200, state: 'NOTPAY' })
  expect(await sheet(prepayId, 'success')).toMatchObject({ state: 'SUCCESS' })
})

test.each([
  [{ outTradeNo: 'x'.repeat(33) }, 'out_trade_no'],
  [{ outTradeNo: '订单' }, 'out_trade_no'],
  [{ totalFee: 0 }, 'total_fee'],
  [{ totalFee: 1.5 }, 'total_fee'],
  [{ body: '' }, 'body'],
])('an order with %j is refused', async (wrong, named) => {
  const reply = await pay('unifiedOrder', order(o1, wrong))
  expect(reply).toMatchObject({ resultCode: 'FAIL', errCodeDes: expect.stringContaining(named) })
})

test('a closed or lapsed order cannot be paid', async () => {
  const closed = await placed('closed')
  expect(await pay('closeOrder', { outTradeNo: 'closed' })).toMatchObject({ resultCode: 'SUCCESS' })
  expect(await sheet(closed, 'success')).toMatchObject({ status: 409, error: 'ORDERCLOSED' })
  const lapsed = await placed('lapsed')
  await cloud.clock.advance(121 * MINUTE)
  expect(await sheet(lapsed, 'success')).toMatchObject({ status: 409, error: 'ORDERCLOSED' })
  expect(await pay('queryOrder', { outTradeNo: 'lapsed' })).toMatchObject({ tradeState: 'CLOSED' })
  expect((await pay('closeOrder', { outTradeNo: 'nothing' })).errCodeDes).toBe('订单不存在')
})

test('a paid order cannot be closed', async () => {
  await sheet(await placed(), 'success')
  expect((await pay('closeOrder', { outTradeNo: o1 })).errCodeDes).toBe('订单已支付，不能关闭')
})

test.each(['refuse', 'throw'])(
  'a notice is repeated at growing distances while the function answers with "%s"',
  async (mode) => {
    await behave(mode)
    const prepayId = await placed()
    expect(await sheet(prepayId, 'success')).toMatchObject({ state: 'SUCCESS' })
    await cloud.clock.advance(5 * MINUTE)
    expect(notices().map(({ at }) => (at - START) / 1000)).toEqual([0, 15, 30, 60, 240])
    await behave('accept')
    await cloud.clock.advance(24 * 60 * MINUTE)
    expect(notices()).toHaveLength(6)
  },
)

test('lost notices arrive later; repeated ones on demand', async () => {
  cloud.pay.dropCallbacks(true)
  expect(await cloud.pay.confirm(await placed())).toEqual({ state: 'paid', accepted: false })
  expect(notices()).toEqual([])
  cloud.pay.dropCallbacks(false)
  await cloud.clock.advance(MINUTE)
  expect(notices()).toHaveLength(1)
  expect(await cloud.pay.repeatCallback(o1, 3)).toEqual(Array(3).fill({ accepted: true }))
  expect(notices()).toHaveLength(4)
})

test('refunds come in parts, once per number, up to the total', async () => {
  expect((await refund('r1', 100)).errCodeDes).toBe('订单号不存在')
  const prepayId = await placed()
  expect((await refund('r1', 100)).errCodeDes).toMatch('未支付的订单不能退款')
  await sheet(prepayId, 'success')
  const first = await refund('r1', 1000, { functionName: 'payback' })
  expect(first).toMatchObject({ resultCode: 'SUCCESS', refundFee: 1000 })
  expect((await refund('r1', 1000)).refundId).toBe(first.refundId)
  expect((await refund('r1', 999)).errCodeDes).toMatch('与之前请求不一致')
  expect((await refund('r2', 251)).errCodeDes).toBe('累计退款金额大于支付金额')
  expect(await refund('r2', 250)).toMatchObject({ resultCode: 'SUCCESS' })
  expect(await pay('queryOrder', { outTradeNo: o1 })).toMatchObject({ tradeState: 'REFUND' })
  expect(await pay('queryRefund', { outTradeNo: o1 })).toMatchObject({ refundCount: 2, refundFee: 1250 })
  await cloud.settled()
  expect(notices()).toHaveLength(2)
  const told = notices().find(({ event }) => event.refundId === first.refundId)
  expect(told?.event).toMatchObject({ outRefundNo: `${o1}-r1`, refundFee: 1000, refundStatus: 'SUCCESS' })
})

test('refunds at the same time never exceed the total', async () => {
  await sheet(await placed(), 'success')
  // Straight to the wire: through the SDK they would come one after the other.
  const refundNow = async (i: number) => {
    const form = new FormData()
    const data = { out_trade_no: o1, out_refund_no: `${o1}-r${i}`, total_fee: 1250, refund_fee: 300 }
    form.set('action', 'wx.wxPayApi')
    form.set('apiName', 'refund')
    form.set('requestData', JSON.stringify(data))
    const reply = await fetch(`${cloud.url}/admin`, { method: 'POST', body: form })
    return (await reply.json()) as { result_code: string }
  }
  const replies = await Promise.all(Array.from({ length: 12 }, (_, i) => refundNow(i)))
  expect(replies.filter((reply) => reply.result_code === 'SUCCESS')).toHaveLength(4)
})
