import type { Person } from './person'
import { makeStage, onHost, type Stage } from './stage'
import { buy } from './walks'

const MINUTE = 60_000

let stage: Stage
let who: string
let chen: Person

beforeAll(async () => {
  stage = await makeStage()
})
beforeEach(async () => {
  who = await stage.neighbour()
  // As a scanned code or a shared card opens it.
  const code = stage.world.one('groups', stage.world.groupId)?.code ?? ''
  chen = await stage.open(who, `/pages/group/index?scene=${encodeURIComponent(code)}`)
})
afterEach(() => {
  expect(chen.errors).toEqual([])
})
afterAll(() => stage.close())

/** His orders: every test has a neighbour of its own. */
const orders = () => stage.world.all('orders', { openid: who })

const closeSheet = () => chen.mini.mockWxMethod('requestPayment', { errMsg: 'requestPayment:fail cancel' })
const openSheet = () => chen.mini.restoreWxMethod('requestPayment')

test('from the link to a paid order in three taps; the group counts it', async () => {
  await buy(chen)
  await chen.see('已付款，等待到货')
  expect(orders()).toMatchObject([{ state: 'paid', totalFen: 1990 }])
  await chen.see('取货码')
  await chen.press('再看看这一团')
  await chen.see('1 / 60 单')
})

test('who closes the payment sheet finds the order waiting, and pays it', async () => {
  await closeSheet()
  await buy(chen)
  await chen.see('待付款')
  expect(orders()).toMatchObject([{ state: 'awaiting_payment' }])
  await openSheet()
  await chen.press('继续付款')
  await chen.see('已付款，等待到货')
  expect(orders()).toHaveLength(1)
})

test('who does not want it any more cancels it, after being asked', async () => {
  await closeSheet()
  await buy(chen)
  await chen.press('取消订单')
  await chen.mini.native().cancelModal()
  await chen.see('待付款')
  await chen.press('取消订单')
  await chen.mini.native().confirmModal()
  await chen.see('已取消')
  expect(orders()).toMatchObject([{ state: 'cancelled' }])
})

test('who does not pay in time finds the order closed, without a way to pay it', async () => {
  await closeSheet()
  await buy(chen)
  await chen.see('待付款')
  await stage.world.cloud.clock.advance(31 * MINUTE, 1)
  await chen.see('超时未付，已关闭')
  expect(await chen.sees('继续付款')).toBe(false)
  expect(orders()).toMatchObject([{ state: 'expired' }])
})

test('who leaves the payment sheet open for too long cannot pay in it any more, and is told how it stands', async () => {
  stage.whilePaying(() => stage.world.cloud.clock.advance(31 * MINUTE, 1))
  await buy(chen)
  await chen.see('超时未付，已关闭')
  expect(orders()).toMatchObject([{ state: 'expired' }])
})

test('an order whose answer is lost is not made twice, and he knows', async () => {
  const mend = stage.loseAnswers('order')
  await buy(chen)
  await chen.see('不会重复下单')
  mend()
  await chen.press('再试一次')
  await chen.see('已付款，等待到货')
  expect(orders()).toHaveLength(1)
})

onHost('a page opened without a network says so at once', async () => {
  await chen.see('红富士苹果')
  chen.setOnline(false)
  await chen.launch('/pages/home/index')
  await chen.see('没有网络')
  chen.setOnline(true)
  await chen.seeNoMore('没有网络')
})

onHost('without a network nothing is ordered; with it again he goes on where he was', async () => {
  await chen.see('红富士苹果')
  await chen.pressAt('.stepper__touch--plus')
  await chen.see('共 1 件')
  chen.setOnline(false)
  await chen.see('没有网络')
  expect(orders()).toHaveLength(0)
  chen.setOnline(true)
  await chen.seeNoMore('没有网络')
  await chen.press('跟团购买')
  await chen.press('微信支付')
  await chen.see('已付款，等待到货')
  expect(orders()).toHaveLength(1)
})
