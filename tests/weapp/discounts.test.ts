import { stepLadder } from '../functions/world'
import { makeStage, type Stage } from './stage'

let stage: Stage

beforeAll(async () => {
  const steps = [{ thresholdFen: 3900, offFen: 500 }]
  stage = await makeStage({ steps, newcomerFen: 1590 })
})
afterAll(() => stage.close())

async function open() {
  const who = await stage.neighbour()
  const person = await stage.open(who, `/pages/group/index?id=${stage.world.groupId}`)
  await person.see('红富士苹果')
  // One that was refused is in nobody's list.
  return { person, orders: () => stage.world.all('orders', { openid: who }).filter((order) => !order.refused) }
}

test('a newcomer sees his price, what is missing, what came off, and pays exactly that', async () => {
  const { person, orders } = await open()
  await person.see('新人价')
  await person.see('满 39 减 5')
  await person.pressAt('.stepper__touch--plus')
  await person.see('还差 ¥23.10 可减 ¥5')
  await person.pressAt('.stepper__touch--plus', 1)
  await person.see('还差 ¥1.20 可减 ¥5')
  await person.pressAt('.stepper__touch--plus')
  await person.see('已减 ¥5.00')
  await person.picture('group-discount')
  await person.press('跟团购买')
  await person.on('checkout/index')
  await person.see('共省 ¥5.00')
  await person.picture('checkout-discount')
  await person.press('微信支付')
  await person.see('已付款，等待到货')
  await person.picture('order-discount')
  const goodsFen = 2 * 1590 + 2190
  expect(orders()).toMatchObject([{ state: 'paid', totalFen: goodsFen - 500, newcomer: true }])
  // The next time he is no newcomer.
  await person.press('再看看这一团')
  await person.see('红富士苹果')
  await person.seeNoMore('新人价')
  expect(person.errors).toEqual([])
})

test('another ladder while he looks at his order: he is told the new total before he pays', async () => {
  const { person, orders } = await open()
  await person.pressAt('.stepper__touch--plus', 1)
  await person.pressAt('.stepper__touch--plus', 1)
  await person.press('跟团购买')
  await person.see('共省 ¥5.00')
  await stage.world.call('ops', 'campaign.setLadders', {
    campaignId: stage.world.campaignId,
    ladders: [stepLadder([{ thresholdFen: 4000, offFen: 300 }])],
  })
  await person.press('微信支付')
  await person.see('价格有变化')
  await person.see('¥40.80')
  await person.picture('price-changed')
  expect(orders()).toEqual([])
  await person.press('按新价格核对')
  await person.see('共省 ¥3.00')
  await person.press('微信支付')
  await person.see('已付款，等待到货')
  expect(orders()).toMatchObject([{ state: 'paid', totalFen: 4080 }])
  expect(person.errors).toEqual([])
})

test('what discounts take down to nothing is ordered without a payment sheet', async () => {
  await stage.world.call('ops', 'campaign.setLadders', {
    campaignId: stage.world.campaignId,
    ladders: [stepLadder([{ thresholdFen: 2190, offFen: 2190 }])],
  })
  const { person, orders } = await open()
  await person.pressAt('.stepper__touch--plus', 1)
  await person.press('跟团购买')
  await person.press('0 元下单')
  await person.see('已付款，等待到货')
  expect(orders()).toMatchObject([{ state: 'paid', totalFen: 0 }])
  expect(person.errors).toEqual([])
})
