import type { Person } from './person'
import { makeStage, onHost, type Stage } from './stage'
import { buy } from './walks'

/** What moves by itself may send this much each time: bytes of JSON. */
const MOST = 2 * 1024
const TICKS = 4

let stage: Stage
beforeAll(async () => {
  stage = await makeStage({ plan: { targets: [{ window: 'day', orders: 20, amountFen: 500 }] } })
})
afterAll(() => stage.close())

/** Bytes of each setData of the page in front that follow from now on, kept up to date. */
async function sentBy(person: Person): Promise<() => number[]> {
  const { setDatas } = person.phone?.phone.app.renderer ?? { setDatas: [] }
  const { path } = await person.page()
  const before = setDatas.length
  return () =>
    setDatas
      .slice(before)
      .filter((sent) => sent.path.includes(path))
      .map(({ bytes }) => bytes)
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 50))
}

onHost('a countdown sends itself and nothing else', async () => {
  const chen = await stage.open(await stage.neighbour(), `/pages/group/index?id=${stage.world.groupId}`)
  await chen.mini.mockWxMethod('requestPayment', { errMsg: 'requestPayment:fail cancel' })
  await buy(chen)
  await chen.see('待付款')
  const sent = await sentBy(chen)
  await until(() => sent().length >= TICKS)
  console.info(`each tick of the order page: ${sent().join(', ')} bytes`)
  expect(Math.max(...sent())).toBeLessThanOrEqual(MOST)
})

onHost("an order that moves the leader's bar sends little", async () => {
  const zhou = await stage.open('zhou', '/leader/pages/today/index')
  await zhou.see('今日有效订单・实时')
  for (let orders = 1; orders <= 8; orders++) {
    await stage.world.pay(await stage.world.place(await stage.neighbour()))
    await zhou.see(`再 ${20 - orders} 单得`)
  }
  const sent = await sentBy(zhou)
  await stage.world.pay(await stage.world.place(await stage.neighbour()))
  await zhou.see('再 11 单得')
  const moved = sent().length
  // The new tick turns green after a while.
  await until(() => sent().length > moved)
  console.info(`an order on Today: ${sent().join(', ')} bytes`)
  expect(Math.max(...sent())).toBeLessThanOrEqual(MOST)
  expect(zhou.errors).toEqual([])
})
