import type { Page } from 'playwright-core'
import { person } from './demo'
import { openStage } from './stage'

/** What people do beside what is asked of them: press twice, reload, use the keyboard, have a clock that is wrong. */

const DAY_MS = 86_400_000
/** An unpaid order is kept for half an hour. */
const HELD_S = 30 * 60

const stage = openStage()

const at = (link: string, route: string) => link.replace(/#.*/, `#/${route}`)

/** When the group closes, in the words of its page; where it counts, but for the figures. */
const deadlineOf = async (page: Page) =>
  (await page.locator('.goal-card__deadline').textContent())?.replace(/\d\d:\d\d:\d\d/, '…')

/** Somebody with the group before him and something in his basket. */
async function shopper() {
  const one = await person(stage.browser, stage.demo.links.resident)
  await one.page.getByLabel(/^增加/).nth(4).click()
  const deadline = await deadlineOf(one.page)
  await one.page.getByText('跟团购买').click()
  await one.page.getByText('微信支付', { exact: true }).waitFor()
  return { ...one, deadline }
}

/** An order that waits for its money, on its own page. */
async function unpaid() {
  const one = await shopper()
  await one.page.getByText('微信支付', { exact: true }).click()
  await one.page.getByLabel('关闭').click()
  await one.page.getByText('待付款').first().waitFor()
  return one
}

/** How often an action is called from now on. */
function callsOf(page: Page, action: string): () => number {
  let calls = 0
  page.on('request', (request) => {
    if (request.postData()?.includes(action)) calls++
  })
  return () => calls
}

/** Two taps of an impatient thumb, both before the page has answered to the first. */
const pressTwice = (page: Page, text: string) =>
  page
    .getByText(text, { exact: true })
    .last()
    .evaluate((element: HTMLElement) => {
      element.click()
      element.click()
    })

/** Seconds of a countdown on the page. */
async function secondsOf(page: Page, selector: string): Promise<number> {
  const [hours = 0, minutes = 0, seconds = 0] = ((await page.locator(selector).textContent())?.match(/\d+/g) ?? []).map(
    Number,
  )
  return hours * 3600 + minutes * 60 + seconds
}

test.each([
  ['ahead', DAY_MS],
  ['behind', -DAY_MS],
])(
  'a phone whose clock is a day %s counts down like any other, on every page that is opened first',
  async (_name, off) => {
    const { page, deadline, close } = await unpaid()
    const right = await secondsOf(page, '.state-card__left')
    expect(right).toBeGreaterThan(0)
    await page.context().clock.setSystemTime(Date.now() + off)
    await page.reload()
    await page.locator('.state-card__left').waitFor()
    await page.waitForFunction((held) => {
      const [, minutes = '0', seconds = '0'] =
        document.querySelector('.state-card__left')?.textContent?.split(':') ?? []
      const left = Number(minutes) * 60 + Number(seconds)
      return left > 0 && left <= held && document.querySelector('.state-card__left')?.textContent?.startsWith('00:')
    }, HELD_S)
    await page.goto(stage.demo.links.resident)
    await page.locator('.goal-card__deadline').waitFor()
    // What was kept from before the clock changed is shown first.
    while ((await deadlineOf(page)) !== deadline) await page.waitForTimeout(50)
    await close()
  },
)

test('pressing twice orders once, returns once, saves once', async () => {
  const { page, errors, close } = await shopper()
  const placed = callsOf(page, 'order.place')
  await pressTwice(page, '微信支付')
  await page.getByText('确认支付').waitFor()
  expect(placed()).toBe(1)
  const confirmed = callsOf(page, 'order.confirm')
  await pressTwice(page, '确认支付')
  await page.getByText('已付款，等待到货').waitFor()
  expect(confirmed()).toBe(1)
  const refunded = callsOf(page, 'order.refund')
  await page.getByText('整单退款').click()
  await page.getByText('不想要了').waitFor()
  await pressTwice(page, '不想要了')
  await page.getByText('已退款').first().waitFor()
  expect(refunded()).toBe(1)
  await page.goto(at(stage.demo.links.resident, 'pages/mine/index'))
  await page.getByText('修改', { exact: true }).click()
  await page.locator('.phone__input input').fill('13800006688')
  const saved = callsOf(page, 'account.setPhone')
  await pressTwice(page, '保存')
  await page.getByText('保存', { exact: true }).waitFor({ state: 'detached' })
  expect(saved()).toBe(1)
  expect(errors).toEqual([])
  await close()
})

test('a page that is read anew keeps the basket, and its arrow leads on', async () => {
  const { page, close } = await shopper()
  await page.reload()
  await page.getByText('微信支付', { exact: true }).waitFor()
  await page.getByLabel('返回').click()
  await page.getByText('邻居正在跟的团').waitFor()
  await close()
})

test('goods come in pieces, and what stands below them when they are all there: nothing moves under the eyes', async () => {
  const { page, close } = await person(stage.browser, at(stage.demo.links.resident, 'pages/home/index'))
  const card = page.getByText('周末鲜果蔬菜团')
  await card.waitFor()
  const steps = await page.evaluateHandle(() => {
    const seen: string[] = []
    const count = (selector: string) => document.querySelectorAll(selector).length
    new MutationObserver(() => {
      const now = `${count('.offer')} goods, ${count('.joiners')} lists of neighbours`
      if (count('.offer') > 0 && seen.at(-1) !== now) seen.push(now)
    }).observe(document.body, { childList: true, subtree: true })
    return seen
  })
  await card.click()
  await page.locator('.joiners').waitFor()
  expect(await steps.jsonValue()).toEqual(['10 goods, 0 lists of neighbours', '18 goods, 1 lists of neighbours'])
  await close()
})

test('a link to a page that is no more leads home', async () => {
  const { page, close } = await person(stage.browser, at(stage.demo.links.resident, 'pages/coupons/index'))
  await page.getByText('邻居正在跟的团').waitFor()
  await close()
})

test('the keyboard alone buys', async () => {
  const { page, close } = await person(stage.browser, stage.demo.links.resident)
  await page.getByLabel(/^增加/).first().waitFor()
  const reach = async (name: RegExp) => {
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab')
      if (
        name.test(
          (await page.evaluate(
            () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
          )) ?? '',
        )
      )
        return
    }
    throw new Error(`${name} is not reached`)
  }
  await reach(/^增加/)
  await page.keyboard.press('Enter')
  await reach(/^跟团购买$/)
  await page.keyboard.press('Space')
  await page.getByText('微信支付', { exact: true }).waitFor()
  await page.getByText('修改', { exact: true }).click()
  await page.getByText('保存', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('保存', { exact: true }).waitFor({ state: 'detached' })
  await close()
})
