import type { Person } from './person'
import { makeStage, type Stage } from './stage'

let stage: Stage
let zhou: Person

beforeAll(async () => {
  // The second order of the day brings a red packet.
  stage = await makeStage({
    plan: {
      targets: [
        { window: 'day', orders: 2, amountFen: 500 },
        { window: 'day', orders: 3, amountFen: 800 },
      ],
    },
  })
})
beforeEach(async () => {
  zhou = await stage.open('zhou', '/leader/pages/today/index')
  await zhou.see('今日有效订单・实时')
})
afterEach(() => {
  expect(zhou.errors).toEqual([])
})
afterAll(() => stage.close())

/** Another resident orders, somewhere else. */
async function somebodyOrders(who: string) {
  const placed = await stage.world.place(who)
  await stage.world.pay(placed)
  return placed.orderId
}

const packets = () => stage.world.all('red_packets').sort((a, b) => a.orders - b.orders)

test('the count moves while he looks, and the red packet lands and is taken', async () => {
  await zhou.see('再 2 单得')
  await somebodyOrders('chen')
  await zhou.see('再 1 单得')
  expect(await zhou.sees('收进微信零钱')).toBe(false)
  await somebodyOrders('li')
  await zhou.see('今日第 2 单，达标了')
  await zhou.press('收进微信零钱')
  await zhou.seeNoMore('收进微信零钱')
  expect(packets()[0]).toMatchObject({ state: 'received', amountFen: 500 })
})

test('who closes the sheet of the transfer can take the red packet later', async () => {
  await zhou.mini.mockWxMethod('requestMerchantTransfer', { errMsg: 'requestMerchantTransfer:fail cancel' })
  await somebodyOrders('ops')
  await zhou.press('收进微信零钱')
  await zhou.pressAt('.red-packet__close')
  await zhou.see('达标红包 ¥8.00 待收')
  expect(packets()[1]).toMatchObject({ state: 'awaiting_confirm' })
  await zhou.mini.restoreWxMethod('requestMerchantTransfer')
  await zhou.press('去收')
  await zhou.press('收进微信零钱')
  await zhou.seeNoMore('待收')
  expect(packets()[1]).toMatchObject({ state: 'received' })
})

test('a message is asked for on his tap only, and the consent is counted', async () => {
  // Saying no counts nothing, and he may be asked again.
  await zhou.mini.mockWxMethod('requestSubscribeMessage', {
    errMsg: 'requestSubscribeMessage:ok',
    'tpl-red-packet': 'reject',
  })
  await zhou.press('提醒我')
  await zhou.see('提醒我')
  expect(stage.world.all('consents')).toEqual([])
  await zhou.mini.restoreWxMethod('requestSubscribeMessage')
  await zhou.press('提醒我')
  await zhou.seeNoMore('下一个红包到了')
  expect(stage.world.all('consents')).toMatchObject([{ _id: 'zhou:tpl-red-packet', left: 1 }])
})

test('goods are handed out for the code, typed or scanned, and once', async () => {
  const codes = stage.world.all('orders').map((order) => order.collectKey.slice(-8))
  await zhou.press('核销')
  await zhou.on('collect/index')
  await zhou.type(codes[0] ?? '')
  await zhou.press('核销')
  await zhou.see('核对好，可以交货')
  await zhou.mini.mockWxMethod('scanCode', { errMsg: 'scanCode:ok', result: codes[0] ?? '' })
  await zhou.press('扫一扫')
  await zhou.see('这一单已经取过了')
  await zhou.mini.mockWxMethod('scanCode', { errMsg: 'scanCode:ok', result: codes[1] ?? '' })
  await zhou.press('扫一扫')
  await zhou.see('核对好，可以交货')
  expect(stage.world.all('orders', { state: 'collected' })).toHaveLength(2)
})
