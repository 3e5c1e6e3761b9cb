import type { Page } from 'playwright-core'
import type { LocalCloud } from '../src/index'
import { openBrowser, type SdkBrowser } from './browser'
import { shop, startCloud } from './support'

let cloud: LocalCloud
let browser: SdkBrowser
let page: Page
const failures: string[] = []

beforeAll(async () => {
  cloud = await startCloud({ indexes: { goods: [{ name: 'byKind', keys: { kind: 1 } }] } })
  browser = await openBrowser()
})
beforeEach(async () => {
  await cloud.reset()
  page = await browser.open(`${cloud.url}/console`)
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => failures.push(error.message))
})
afterEach(async () => {
  await page.context().close()
  expect(failures.splice(0)).toEqual([])
})
afterAll(async () => {
  await browser.close()
  await cloud.close()
})

const tab = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
/** Chooses one of the list, in the place of the first one, which is shown unasked. */
async function item(name: string): Promise<void> {
  await page.getByRole('listitem').getByRole('link', { name }).click()
  await page.getByRole('heading', { name, exact: true }).waitFor()
}
const button = (name: string) => page.getByRole('button', { name, exact: true })

test('a function is called with JSON and an identity, and its result and output are shown', async () => {
  await item('whoami')
  await page.getByLabel('参数 event').fill('{"waitMs": 1}')
  await page.getByLabel('openid').fill('o-ming')
  await button('调用').click()
  await page.getByRole('status').getByText('"OPENID": "o-ming"').first().waitFor()
  // It is in the list of calls, too, and what was typed is there again.
  await tab('调用日志')
  await page.getByRole('row', { name: 'whoami' }).click()
  await page.getByRole('dialog').getByText('"waitMs": 1').first().waitFor()
  await page.keyboard.press('Escape')
  await tab('云函数')
  await item('whoami')
  await expect(page.getByLabel('openid').inputValue()).resolves.toBe('o-ming')
})

test('what a function prints and throws is text, whatever it holds', async () => {
  await item('fragile')
  await page.getByLabel('参数 event').fill('{"how": "<b>quietly</b>"}')
  await page.getByLabel('参数 event').press('Control+Enter')
  await page.getByText(/call \d+ <b>quietly<\/b>$/).waitFor()
  await page.getByLabel('参数 event').fill('{how: 1}')
  await button('调用').click()
  await page.getByRole('alert').getByText('参数不是 JSON').waitFor()
  await page.getByLabel('参数 event').fill('{"how": "throw"}')
  await button('调用').click()
  await page.getByRole('status').getByText('失败').waitFor()
  await page.getByRole('status').getByText('thrown').first().waitFor()
})

test('a collection is queried, the query explained, its documents changed and deleted', async () => {
  await cloud.seed({
    goods: Array.from({ length: 60 }, (_, i) => ({
      _id: `g${i}`,
      kind: i % 30 === 0 ? 'fruit' : 'other',
      at: new Date(Date.UTC(2030, 0, 1)),
      title: '<i>标题</i>',
    })),
  })
  await tab('数据库')
  await item('goods')
  await page.getByText('共 60 条').waitFor()
  await button('下一页').click()
  await page.getByRole('row', { name: 'g9', exact: false }).last().waitFor()
  await page.getByLabel('where').fill('{"title": "<i>标题</i>"}')
  await button('查询').click()
  await page.getByText('全表扫描').waitFor()
  await page.getByLabel('where').fill('{"kind": "fruit", "at": {"$gte": {"$date": "2030-01-01T00:00:00Z"}}}')
  await page.getByLabel('orderBy').fill('{"_id": -1}')
  await page.getByLabel('where').press('Enter')
  await page.getByText('使用索引 byKind').waitFor()
  await expect(page.getByRole('row').nth(1).textContent()).resolves.toContain('g30')

  await page.getByRole('row', { name: 'g30' }).click()
  const editor = page.getByLabel('文档 JSON')
  await editor.fill((await editor.inputValue()).replace('"fruit"', '"fruit", "left": 7'))
  await button('保存').click()
  await page.getByText('已保存').waitFor()
  expect(cloud.database.get('goods', 'g30')).toMatchObject({ left: 7, at: new Date(Date.UTC(2030, 0, 1)) })

  await page.getByRole('row', { name: 'g0' }).press('Enter')
  await editor.fill('{"_id": "other"}')
  await button('保存').click()
  await page.getByText('_id of a document cannot be changed').waitFor()
  await button('删除').click()
  await page.getByRole('dialog', { name: '不能撤销' }).getByRole('button', { name: '取消' }).click()
  expect(cloud.database.count('goods')).toBe(60)
  await button('删除').click()
  await page.getByRole('dialog', { name: '不能撤销' }).getByRole('button', { name: '删除' }).click()
  await page.getByText('已删除').waitFor()
  expect(cloud.database.get('goods', 'g0')).toBeUndefined()

  await page.getByLabel('where').fill('{"kind"}')
  await button('查询').click()
  await page.getByRole('alert').getByText('query:1:8: expected ":" after "kind"').waitFor()
})

test('documents are added, exported and imported as lines', async () => {
  await cloud.seed({ goods: [{ _id: 'a', at: new Date(Date.UTC(2030, 0, 1)) }] })
  await tab('数据库')
  await item('goods')
  await button('新建').click()
  await page.getByLabel('文档 JSON').fill('{"_id": "b", "n": 1}')
  await button('保存').click()
  await page.getByText('共 2 条').waitFor()
  const download = page.waitForEvent('download')
  await button('导出').click()
  const lines: Buffer[] = []
  for await (const chunk of await (await download).createReadStream()) lines.push(chunk as Buffer)
  const text = Buffer.concat(lines).toString()
  expect(text).toBe('{"_id":"a","at":{"$date":"2030-01-01T00:00:00.000Z"}}\n{"_id":"b","n":1}\n')
  const chosen = page.waitForEvent('filechooser')
  await button('导入').click()
  const buffer = Buffer.from(text.replace('"n":1', '"n":2'))
  await (await chosen).setFiles({ name: 'goods.jsonl', mimeType: 'application/jsonl', buffer })
  await page.getByRole('dialog').getByRole('button', { name: '导入' }).click()
  await page.getByText('导入了 2 条').waitFor()
  expect(cloud.database.get('goods', 'b')).toEqual({ _id: 'b', n: 2 })
  expect(cloud.database.get('goods', 'a')).toEqual({ _id: 'a', at: new Date(Date.UTC(2030, 0, 1)) })
})

test('a payment is cancelled, confirmed, and its notice repeated', async () => {
  const data = { body: 'x', outTradeNo: 'p1', totalFee: 2980, envId: 'e', functionName: 'payback', tradeType: 'JSAPI' }
  await shop(cloud, { action: 'pay', api: 'unifiedOrder', data })
  await tab('支付')
  const row = page.getByRole('row', { name: 'p1' })
  await row.getByText('¥29.80').waitFor()
  await row.getByRole('button', { name: '取消' }).click()
  await row.getByText('未支付').waitFor()
  await row.getByRole('button', { name: '支付', exact: true }).click()
  await row.getByText('已支付').waitFor()
  await row.getByText('已送达（1 次）').waitFor()
  await row.getByRole('button', { name: '重发通知' }).click()
  await page.getByText('通知已重发').waitFor()
  expect(cloud.database.count('notices')).toBe(2)
  expect(cloud.database.get('_pay_orders', 'p1')).toMatchObject({ state: 'SUCCESS' })
})

test('people, consents, messages and files', async () => {
  await tab('用户')
  await page.getByLabel('用户名').fill('ming')
  await page.getByLabel('密码').fill('demo')
  await page.getByLabel('openid').first().fill('o-shop')
  await button('添加用户').click()
  await page.getByRole('cell', { name: 'u_ming' }).waitFor()
  await page.getByLabel('openid').last().fill('o-shop')
  await page.getByLabel('模板 ID').fill('T1')
  await button('授权一次').click()
  await page.getByRole('row', { name: 'o-shop/T1 1 条' }).waitFor()
  const message = { touser: 'o-shop', templateId: 'T1', data: { thing1: { value: '到货了' } } }
  await shop(cloud, { action: 'open', api: 'subscribeMessage.send', data: message })
  await tab('订阅消息')
  await page.getByRole('cell', { name: '到货了' }).waitFor()
  await cloud.call('files', { cloudPath: 'notes/照片 1.txt', text: '内容' })
  await tab('云存储')
  const row = page.getByRole('row', { name: 'notes/照片 1.txt' })
  await row.click()
  const link = await page.getByRole('link', { name: '打开文件' }).getAttribute('href')
  expect(await (await fetch(`${cloud.url}${link}`)).text()).toBe('内容')
  await button('关闭').click()
  await row.getByRole('button', { name: '删除' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
  await page.getByText('还没有文件').waitFor()
})

test('a page of another origin can neither read nor write, nor show the console in a frame', async () => {
  await cloud.seed({ goods: [{ _id: 'a' }] })
  const other = await browser.page(cloud.port)
  const tried = await other.evaluate(async (url) => {
    const write = { method: 'POST', body: '{"collection":"goods","id":"a"}', mode: 'no-cors' as const }
    const outcome = (sent: Promise<unknown>) =>
      sent.then(
        () => 'sent',
        () => 'failed',
      )
    return [
      await outcome(fetch(`${url}/_localcloud/documents/remove`, write)),
      await outcome(fetch(`${url}/_localcloud/people`)),
    ]
  }, cloud.url)
  expect(tried[1]).toBe('failed')
  expect(cloud.database.count('goods')).toBe(1)
  // Following a link to it is fine.
  await other.goto(`${cloud.url}/console`)
  await other.getByRole('navigation').waitFor()
  await other.context().close()
})

test('the clock is moved, a fault injected and taken back, and all of it emptied', async () => {
  await tab('时钟')
  await button('+1 小时').click()
  await page.getByText('停住，不会自己走').waitFor()
  expect(Math.abs(cloud.clock.now() - Date.now() - 3_600_000)).toBeLessThan(120_000)
  await tab('故障')
  await page.getByLabel('故障').selectOption('error')
  await page.getByLabel('名字').fill('goods')
  await page.getByLabel('次数').fill('1')
  await button('注入').click()
  await page.getByRole('row', { name: 'goods' }).waitFor()
  expect(cloud.faults.list()).toMatchObject([{ kind: 'error', name: 'goods', times: 1 }])
  await button('撤销').click()
  await page.getByText('一切照常').waitFor()
  await cloud.seed({ goods: [{ _id: 'a' }] })
  await tab('时钟')
  await button('清空全部数据…').click()
  await page.getByRole('dialog').getByRole('button', { name: '清空' }).click()
  await page.getByText('已清空').waitFor()
  expect(cloud.database.count('goods')).toBe(0)
})

test.each([
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])('no section is wider than a window of $width', async (size) => {
  await page.setViewportSize(size)
  await cloud.seed({ goods: [{ _id: 'x'.repeat(200), text: '长'.repeat(500) }] })
  await cloud.call('fragile', { how: 'y'.repeat(400) })
  for (const hash of [
    'functions/fragile',
    'calls',
    'data/goods',
    'files',
    'payments',
    'messages',
    'people',
    'clock',
    'faults',
  ]) {
    await page.goto(`${cloud.url}/console#${hash}`)
    await page.locator('main h2:visible').first().waitFor()
    expect([hash, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([hash, size.width])
  }
})
