import { HOST_PICTURES } from '../../config/tasks/paths'
import type { Person } from './person'
import { makeStage, onHost, type Stage } from './stage'
import { buy } from './walks'

let stage: Stage
beforeAll(async () => {
  stage = await makeStage()
})
afterAll(() => stage.close())

const opened: Person[] = []
const open = async (who: string, url: string) => {
  const person = await stage.open(who, url)
  opened.push(person)
  return person
}
afterEach(() => {
  for (const person of opened.splice(0)) expect(person.errors).toEqual([])
})

test('an order is found again under its tab, and leads back to its page', async () => {
  const person = await open(await stage.neighbour(), `/pages/group/index?id=${stage.world.groupId}`)
  await buy(person)
  await person.see('已付款，等待到货')
  await person.mini.switchTab('/pages/orders/index')
  await person.see('周末鲜果团')
  await person.press('待付款')
  await person.see('这里还没有订单')
  await person.press('待取货')
  await person.press('周末鲜果团')
  await person.on('pages/order/index')
  await person.see('取货码')
  await person.mini.navigateBack()
  await person.on('pages/orders/index')
})

test('who ordered before finds his leader and the running group at home', async () => {
  const person = await open(await stage.neighbour(), `/pages/group/index?id=${stage.world.groupId}`)
  await buy(person)
  await person.see('已付款，等待到货')
  await person.mini.switchTab('/pages/home/index')
  await person.see('周姐')
  await person.press('去跟团')
  await person.on('pages/group/index')
  await person.see('红富士苹果')
})

test('the number on the orders tab follows an order made two pages above it', async () => {
  const person = await open(await stage.neighbour(), `/pages/group/index?id=${stage.world.groupId}`)
  await buy(person)
  await person.see('已付款，等待到货')
  await person.mini.switchTab('/pages/home/index')
  await person.press('去跟团')
  await buy(person)
  await person.see('已付款，等待到货')
  await person.mini.switchTab('/pages/home/index')
  await person.see('邻居正在跟的团')
  if (person.phone) expect([...person.phone.phone.device.badges]).toEqual([[1, '2']])
})

test('a newcomer gives his number with one tap, or says no and types it', async () => {
  const person = await open('newcomer', '/pages/mine/index')
  await person.see('一键填写')
  const button = await (await person.page()).$('button')
  await button?.trigger('getphonenumber', { errMsg: 'getPhoneNumber:fail user deny' })
  await person.see('保存')
  await person.type('13912345678')
  await person.press('保存')
  await person.see('139****5678')
  expect(stage.world.one('users', 'newcomer')).toMatchObject({ phone: '13912345678' })

  const other = await open('other', '/pages/mine/index')
  await other.see('一键填写')
  await (await (await other.page()).$('button'))?.trigger('getphonenumber', { code: 'demo-13700001111' })
  await other.see('137****1111')
})

test('a leader finds the door to his team, operations the one to theirs', async () => {
  const leader = await open('zhou', '/pages/mine/index')
  await leader.press('我的团队')
  await leader.on('leader/pages/today/index')
  await leader.see('今日有效订单')
  const desk = await open('ops', '/pages/mine/index')
  await desk.press('商品与团购')
  await desk.on('ops/pages/campaigns/index')
  await desk.see('周末鲜果团')
})

test('who has never signed in reads the group behind a link, and is known once he orders', async () => {
  const person = await open('stranger', `/pages/group/index?id=${stage.world.groupId}`)
  await person.see('红富士苹果')
  await buy(person)
  await person.see('已付款，等待到货')
  expect(stage.world.all('orders', { openid: 'stranger' })).toMatchObject([{ state: 'paid' }])
})

test('who goes back from the checkout finds what he chose', async () => {
  const person = await open(await stage.neighbour(), `/pages/group/index?id=${stage.world.groupId}`)
  await person.see('红富士苹果')
  await person.pressAt('.stepper__touch--plus')
  await person.press('跟团购买')
  await person.on('checkout/index')
  await person.see('微信支付')
  await person.pressAt('.nav-bar__back')
  await person.on('pages/group/index')
  await person.see('共 1 件')
  // The page that a link opened has none below it: back leads home.
  await person.pressAt('.nav-bar__back')
  await person.on('pages/home/index')
})

test('however many pages are open, the next one opens', async () => {
  const url = `/pages/group/index?id=${stage.world.groupId}`
  const person = await open(await stage.neighbour(), url)
  for (let pages = 1; pages < 10; pages++) await person.mini.navigateTo(url)
  await person.see('红富士苹果')
  await person.pressAt('.stepper__touch--plus')
  await person.press('跟团购买')
  await person.on('checkout/index')
  await person.pressAt('.nav-bar__back')
  await person.on('pages/group/index')
})

onHost('who returns to the app after a while sees what has happened meanwhile', async () => {
  const who = await stage.neighbour()
  const person = await open(who, '/pages/orders/index')
  await person.see('这里还没有订单')
  const app = person.phone?.phone.app
  app?.background()
  await stage.world.pay(await stage.world.place(who))
  app?.foreground()
  await person.see('周末鲜果团')
})

test('an account is closed after being asked once more, and nothing of it stays', async () => {
  const person = await open('leaving', '/pages/mine/index')
  await person.see('一键填写')
  expect(stage.world.all('users', { _id: 'leaving' })).toHaveLength(1)
  await person.press('隐私与账号')
  await person.on('privacy/index')
  await person.press('注销账号')
  await person.mini.native().cancelModal()
  expect(stage.world.all('users', { _id: 'leaving' })).toHaveLength(1)
  await person.press('注销账号')
  await person.mini.native().confirmModal()
  await person.on('pages/home/index')
  expect(stage.world.all('users', { _id: 'leaving' })).toHaveLength(0)
})

test('a link to a group that is not there says so', async () => {
  const person = await open('chen', '/pages/group/index?id=gone')
  await person.see('没有找到这个团')
})

test('a group that has ended says so and sells nothing', async () => {
  const later = await makeStage()
  try {
    await later.world.cloud.clock.advance(10 * 3_600_000, 1)
    const person = await later.open('chen', `/pages/group/index?id=${later.world.groupId}`)
    await person.see('这一团收单了')
    expect(await person.sees('跟团购买')).toBe(false)
    expect(person.errors).toEqual([])
  } finally {
    await later.close()
  }
})

onHost('a shared card names the group and leads to it', async () => {
  const leader = await open('zhou', '/leader/pages/today/index')
  await leader.press('发到群里')
  const card = leader.phone?.phone.device.shared
  const link = new RegExp(`^/pages/group/index\\?id=${stage.world.groupId}&from=[2-9A-Z]{8}$`)
  expect(card).toMatchObject({
    title: '周姐的周末鲜果团',
    path: expect.stringMatching(link),
    imageUrl: `${HOST_PICTURES}/goods/red-apple.png`,
  })
  const who = await stage.neighbour()
  const guest = await open(who, String(card?.path))
  await guest.see('红富士苹果')
  // Who brought him is kept, without his waiting for it.
  const touches = () => stage.world.all('touches', { openid: who })
  while (touches().length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(touches()).toMatchObject([{ sharerId: 'zhou', leaderId: 'zhoujie', via: 'link' }])
  const { title, query } = guest.phone?.phone.share('timeline') ?? {}
  // What he passes on is his own.
  const own = guest.phone?.phone.share('chat')
  expect(own).toMatchObject({ path: expect.stringMatching(link) })
  expect(own?.path).not.toBe(card?.path)
  expect([title, `/pages/group/index?${query}`]).toEqual(['周姐的周末鲜果团', own?.path])
})

onHost('pulling the list of orders down reads it again', async () => {
  const who = await stage.neighbour()
  const person = await open(who, '/pages/orders/index')
  await person.see('这里还没有订单')
  await stage.world.pay(await stage.world.place(who))
  await person.mini.callWxMethod('startPullDownRefresh', {})
  await person.see('周末鲜果团')
})
