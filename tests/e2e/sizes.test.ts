import type { Page } from 'playwright-core'
import { person } from './demo'
import { enlargeText, settle, troubles } from './layout'
import { openStage } from './stage'

/** Small and usual phones, Android's and iPhone's; a desk for operations. Large text is tried at the second. */
const PHONES = [
  { width: 320, height: 568 },
  { width: 360, height: 640 },
  { width: 390, height: 844 },
  { width: 430, height: 932 },
]
const LARGE_TEXT = PHONES[1] as (typeof PHONES)[number]
const DESK = { width: 1440, height: 900 }

const stage = openStage()

const at = (link: string, route: string) => link.replace(/#.*/, `#/${route}`)

/** All troubles of the page as it stands, by size. */
async function look(page: Page, name: string, sizes = PHONES): Promise<string[]> {
  const all: string[] = []
  const note = (where: string, found: string[]) => all.push(...found.map((trouble) => `${name}, ${where}: ${trouble}`))
  for (const size of sizes) {
    await page.setViewportSize(size)
    await settle(page)
    note(`${size.width} × ${size.height}`, await troubles(page))
  }
  await page.setViewportSize(LARGE_TEXT)
  await settle(page)
  const restore = await enlargeText(page)
  note('large text', await troubles(page))
  await restore()
  return all
}

test('a resident reads and presses everything on every phone, with large text too', async () => {
  const { page, close } = await person(stage.browser, stage.demo.links.resident)
  await page.getByText('跟团购买').waitFor()
  await page.getByLabel(/^增加/).first().click()
  await page.getByLabel(/^增加/).nth(1).click()
  expect(await look(page, 'group')).toEqual([])
  await page.getByText('跟团购买').click()
  await page.getByText('微信支付', { exact: true }).waitFor()
  expect(await look(page, 'checkout')).toEqual([])
  await page.getByText('微信支付', { exact: true }).click()
  await page.getByLabel('关闭').click()
  await page.getByText('待付款').first().waitFor()
  expect(await look(page, 'unpaid order')).toEqual([])
  await page.getByText('继续付款').click()
  await page.getByText('确认支付').click()
  await page.getByText('已付款，等待到货').waitFor()
  expect(await look(page, 'order')).toEqual([])
  await close()
})

test.each([
  ['pages/home/index', '邻居正在跟的团'],
  ['pages/orders/index', '已付款，等待到货'],
  ['pages/mine/index', '138****'],
  ['pages/privacy/index', '没有进行中的订单'],
  ['pages/group/index?id=gone', '没有找到这个团'],
])('%s', async (route, words) => {
  const { page, close } = await person(stage.browser, at(stage.demo.links.resident, route))
  await page.getByText(words).first().waitFor()
  expect(await look(page, route)).toEqual([])
  await close()
})

test('the leader too, also when a red packet has landed', async () => {
  const { page, close } = await person(stage.browser, stage.demo.links.leader)
  await page.getByText('去收').first().click()
  await page.getByText('收进微信零钱').waitFor()
  expect(await look(page, 'red packet')).toEqual([])
  await page.getByLabel('关闭').click()
  await page.getByText('收进微信零钱').waitFor({ state: 'detached' })
  expect(await look(page, 'today')).toEqual([])
  await page.goto(at(stage.demo.links.leader, 'leader/pages/collect/index'))
  await page.getByText('核销', { exact: true }).waitFor()
  expect(await look(page, 'collect')).toEqual([])
  await close()
})

test('operations too, at a desk and on the way', async () => {
  const { page, close } = await person(stage.browser, stage.demo.links.operations)
  await page.getByText('成交额').waitFor()
  expect(await look(page, 'campaigns', [...PHONES, DESK])).toEqual([])
  await page.goto(at(stage.demo.links.operations, 'ops/pages/campaign-new/index'))
  await page.getByRole('checkbox', { name: '大凉山蓝莓' }).click()
  await page.getByRole('button', { name: '设满减' }).click()
  expect(await look(page, 'new campaign', [...PHONES, DESK])).toEqual([])
  await close()
})

test('a page seen before is there without a network, says so, and is read anew with it', async () => {
  const { page, close } = await person(stage.browser, at(stage.demo.links.resident, 'pages/home/index'))
  const counted = page.locator('.group-card', { hasText: '周末鲜果蔬菜团' }).getByText(/^已跟 \d+ 单$/)
  const before = Number((await counted.textContent())?.match(/\d+/)?.[0])
  // The app itself comes from the browser's memory, as in a web view; the network is gone. A page that was answered here
  // belongs to no network, and asks before it speaks to this machine.
  const context = page.context()
  await context.grantPermissions(['local-network-access'])
  await context.route(`${new URL(page.url()).origin}/**`, async (route) => {
    const answer = await fetch(route.request().url())
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    })
  })
  await context.setOffline(true)
  await page.reload()
  await page.getByText('没有网络').waitFor()
  expect(await counted.textContent()).toBe(`已跟 ${before} 单`)

  // Meanwhile a neighbour orders, and is counted.
  const neighbour = await person(stage.browser, stage.demo.links.resident)
  await neighbour.page.getByLabel(/^增加/).nth(2).click()
  await neighbour.page.getByText('跟团购买').click()
  await neighbour.page.getByText('微信支付', { exact: true }).click()
  await neighbour.page.getByText('确认支付').click()
  await neighbour.page.getByText('已付款，等待到货').waitFor()
  await neighbour.page.goto(stage.demo.links.resident)
  await neighbour.page.getByText(`邻居已跟 ${before + 1} 单`).waitFor()
  await neighbour.close()

  expect(await counted.textContent()).toBe(`已跟 ${before} 单`)
  await context.setOffline(false)
  await page.getByText('没有网络').waitFor({ state: 'detached' })
  await page.getByText(`已跟 ${before + 1} 单`, { exact: true }).waitFor()
  await close()
})
