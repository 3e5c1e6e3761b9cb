import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import automator from 'miniprogram-automator'
import { type OpenPhone, openPhone } from './open'
import type { WeChat } from './wechat'

/** The host on small mini-programs written by hand: that it is strict where a device is. */

const nobody: WeChat = {
  call: async (name, data) => ({ name, data }),
  watch: () => ({ close: () => undefined }),
  network: () => undefined,
  upload: async () => 'file',
  pay: async () => undefined,
  consent: async () => undefined,
  phoneCode: async () => 'code',
}

let folder: string
let open: OpenPhone
let mini: Awaited<ReturnType<typeof automator.connect>>

afterEach(async () => {
  mini?.disconnect()
  await open?.close()
  rmSync(folder, { recursive: true, force: true })
})

const PAGES = Array.from({ length: 12 }, (_, index) => `p/${index}`)
const base = {
  'app.json': JSON.stringify({
    pages: ['a', 'b', 'tab', ...PAGES],
    subPackages: [{ root: 'sub', pages: ['page'] }],
    tabBar: { list: [{ pagePath: 'tab' }] },
  }),
  'app.js': 'App({})',
  ...Object.fromEntries(
    ['a', 'b', 'tab', 'sub/page', ...PAGES].flatMap((page) => [
      [`${page}.json`, '{}'],
      [`${page}.js`, 'Page({ data: {}, onLoad(query) { this.query = query } })'],
      [`${page}.wxml`, '<view class="page">hello</view>'],
    ]),
  ),
}

/** Runs a mini-program of these files, upon a plain one of page a, b, tab, sub/page and p/0 to p/11. */
async function run(files: Record<string, string>, url = '') {
  folder = mkdtempSync(join(tmpdir(), 'lintuan-host-'))
  for (const [file, text] of Object.entries({ ...base, ...files })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  open = await openPhone({ folder, wechat: nobody, url }, folder)
  mini = await automator.connect({ wsEndpoint: open.endpoint })
  return mini
}

const incidents = () => open.phone.incidents.all.map(({ kind, text }) => `${kind}: ${text.split('\n')[0]}`)
const page = async () => (await mini.currentPage()) as NonNullable<Awaited<ReturnType<typeof mini.currentPage>>>
const go = (method: string, url: string) => mini.callWxMethod(method, { url })

describe('what ends a test', () => {
  test.each([
    [
      'an API that is not provided, though caught',
      'try { wx.chooseImage({}) } catch (e) {}',
      'error: wx.chooseImage is not provided by the host',
    ],
    [
      'a part of wx.cloud that is not provided',
      'try { wx.cloud.callContainer({}) } catch (e) {}',
      'error: wx.cloud.callContainer is not provided by the host',
    ],
    ['an exception in a hook', 'throw new Error("oh")', 'error: a onLoad: Error: oh'],
    [
      'an exception in a timer',
      'setTimeout(() => { throw new Error("late") })',
      'error: uncaught in a timer: Error: late',
    ],
    ['console.error', 'console.error("bad", { n: 1 })', 'error: console.error: bad {"n":1}'],
    ['console.warn', 'console.warn("hm")', 'warning: console.warn: hm'],
    [
      'a setData that is too large',
      'this.setData({ x: "x".repeat(1024 * 1024) })',
      'error: a: setData of 1048584 bytes: at most 1048576 are taken',
    ],
    [
      'a large setData',
      'this.setData({ x: "x".repeat(256 * 1024) })',
      'warning: a: setData of 262152 bytes: at most 262144 are advised',
    ],
    ['undefined in a setData', 'this.setData({ x: undefined })', 'warning: a: setData: x is set to undefined'],
    [
      'a script of another package',
      'require("./sub/page")',
      'error: a onLoad: Error: a.js requires sub/page.js, of another package',
    ],
    [
      'a name of the browser',
      'document.title',
      "error: a onLoad: TypeError: Cannot read properties of undefined (reading 'title')",
    ],
    [
      'code made from text',
      'new Function("return 1")',
      'error: a onLoad: EvalError: Code generation from strings disallowed for this context',
    ],
  ])('%s', async (_what, code, expected) => {
    await run({ 'a.js': `Page({ data: {}, onLoad() { ${code} } })` })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(incidents()).toEqual([expected])
  })

  test.each([
    ['an unknown element', '<card/>', 'warning: a.wxml: <card> is neither an element nor a registered component'],
    [
      'a template that is not there',
      '<template is="none"/>',
      'warning: WXMLRT_$gwx:a.wxml:template:1:13: Template `none` not found.',
    ],
    [
      'a handler that is not there',
      '<view class="page" bindtap="none">x</view>',
      'warning: a has no method none to handle an event',
    ],
  ])('%s', async (_what, wxml, expected) => {
    await run({ 'a.wxml': wxml })
    await (await (await page()).$('.page'))?.tap()
    expect(incidents()).toEqual([expected])
  })

  test('nothing, when nothing is wrong', async () => {
    await run({})
    expect(incidents()).toEqual([])
  })

  test('the automator hears of all of it', async () => {
    await run({
      'a.js': 'Page({ hurt() { console.error("red"); throw new Error("oh") } })',
      'a.wxml': '<view class="page" bindtap="hurt"/>',
    })
    const heard: string[] = []
    mini.on('console', ({ type, args }: { type: string; args: unknown[] }) => heard.push(`${type} ${args}`))
    mini.on('exception', ({ message }: { message: string }) => heard.push(String(message.split('\n')[0])))
    await (await (await page()).$('.page'))?.tap()
    expect(heard).toEqual(['error red', 'uncaught in hurt of a: Error: oh'])
  })
})

describe('components', () => {
  const files = {
    'a.json': '{"usingComponents":{"card":"./card"}}',
    'a.wxml': '<view class="out" bindtap="tapped"><card id="c" word="{{word}}"/></view>',
    'a.js': `Page({ data: { word: 'one' }, seen: [], tapped(e) { this.seen.push(e.target.id); this.setData({ word: 'two' }) } })`,
    'card.json': '{"component":true}',
    'card.js': `Component({ properties: { word: String }, data: { taps: 0 },
      methods: { inner(e) { this.setData({ taps: this.data.taps + 1 }) } } })`,
    'card.wxml': '<view class="in" id="deep" bindtap="inner">{{word}} {{taps}}</view>',
  }

  test('selectors do not cross their border; events do, and say the component was their target', async () => {
    await run(files)
    expect(await (await page()).$('.in')).toBeNull()
    expect(await (await page()).$('.out .in')).toBeNull()
    const card = await (await page()).$('card')
    const inside = await card?.$('.in')
    expect(await inside?.text()).toBe('one 0')
    await inside?.tap()
    await (await page()).waitFor(async () => (await inside?.text()) === 'two 1')
    expect(open.phone.app.router.top?.script.seen).toEqual(['c'])
    expect(incidents()).toEqual([])
  })

  test('catch stops an event, bind lets it through every ancestor', async () => {
    const handler = `Page({ seen: [], onTap(e) { this.seen.push(e.currentTarget.dataset.n) } })`
    await run({
      'a.js': handler,
      'a.wxml': `<view bindtap="onTap" data-n="1"><view catchtap="onTap" data-n="2"><view><view class="x" bindtap="onTap" data-n="3"/></view></view></view>`,
    })
    await (await (await page()).$('.x'))?.tap()
    expect(open.phone.app.router.top?.script.seen).toEqual(['3', '2'])
  })
})

describe('the stack of pages', () => {
  test('holds ten', async () => {
    await run({})
    for (const path of PAGES.slice(0, 9)) await go('navigateTo', `/${path}`)
    expect(await mini.pageStack()).toHaveLength(10)
    await expect(go('navigateTo', `/${PAGES[9]}`)).rejects.toThrow('navigateTo:fail webview count limit exceed')
    await go('redirectTo', `/${PAGES[10]}`)
    expect(await mini.pageStack()).toHaveLength(10)
    await mini.callWxMethod('navigateBack', { delta: 20 })
    expect((await page()).path).toBe('a')
  })

  test.each([
    ['navigateTo', '/tab', 'navigateTo:fail can not navigateTo a tabbar page'],
    ['redirectTo', '/tab', 'redirectTo:fail can not redirectTo a tabbar page'],
    ['switchTab', '/b', 'switchTab:fail can not switch to no-tabBar page'],
    ['navigateTo', '/nowhere', 'navigateTo:fail page "nowhere" is not found'],
    ['navigateBack', '', 'navigateBack:fail cannot navigate back at first page'],
  ])('%s %s is refused', async (method, url, message) => {
    await run({})
    await expect(go(method, url)).rejects.toThrow(message)
    expect((await page()).path).toBe('a')
  })

  test('a page gets its query as it was written; a relative way begins beside the page', async () => {
    await run({}, '/p/1?id=%E5%9B%A2&empty=&eq=a=b')
    expect(open.phone.app.router.top?.query).toEqual({ id: '%E5%9B%A2', empty: '', eq: 'a=b' })
    await go('navigateTo', '2?x=1')
    expect((await page()).path).toBe('p/2')
  })

  test('a tab stays as it was left', async () => {
    await run(
      { 'tab.js': 'Page({ data: { shows: 0 }, onShow() { this.setData({ shows: this.data.shows + 1 }) } })' },
      '/tab',
    )
    await go('navigateTo', '/b')
    await go('switchTab', '/tab')
    expect(open.phone.app.router.top?.script.data.shows).toBe(2)
    expect(await mini.pageStack()).toHaveLength(1)
  })
})

describe('wx', () => {
  test('has every name of its types, for whoever enumerates them', async () => {
    await run({})
    const names = (await mini.evaluate(() => Object.keys((globalThis as unknown as { wx: object }).wx))) as string[]
    expect(names.length).toBeGreaterThan(300)
    expect(names).toEqual(expect.arrayContaining(['cloud', 'requestPayment', 'requestMerchantTransfer', 'chooseImage']))
  })

  test('answers as tests want: a result, a refusal, a function that may ask the original', async () => {
    await run({})
    await mini.mockWxMethod('scanCode', { result: '123' })
    expect(await mini.callWxMethod('scanCode', {})).toMatchObject({ result: '123' })
    await mini.mockWxMethod('scanCode', { errMsg: 'scanCode:fail cancel' })
    await expect(mini.callWxMethod('scanCode', {})).rejects.toThrow('scanCode:fail cancel')
    await mini.mockWxMethod(
      'getStorageSync',
      function (this: { origin(key: string): string }, key: string, mark: string) {
        return `${mark}${this.origin(key)}`
      },
      '*',
    )
    await mini.callWxMethod('setStorageSync', 'k', 'v')
    expect(await mini.callWxMethod('getStorageSync', 'k')).toBe('*v')
    await mini.restoreWxMethod('getStorageSync')
    expect(await mini.callWxMethod('getStorageSync', 'k')).toBe('v')
  })

  test('asks for messages upon a tap only, and for three templates at most', async () => {
    const ask = (ids: string) =>
      `wx.requestSubscribeMessage({ tmplIds: ${ids}, complete: (r) => this.setData({ r: r.errMsg }) })`
    await run({
      'a.js': `Page({ data: { r: '' }, onLoad() { ${ask("['a']")} }, one() { ${ask("['a']")} }, many() { ${ask("['a','b','c','d']")} } })`,
      'a.wxml': '<view class="one" bindtap="one">{{r}}</view><view class="many" bindtap="many"/>',
    })
    const one = await (await page()).$('.one')
    await (await page()).waitFor(async () => ((await one?.text()) ?? '').includes('TAP gesture'))
    await one?.tap()
    await (await page()).waitFor(async () => (await one?.text()) === 'requestSubscribeMessage:ok')
    await (await (await page()).$('.many'))?.tap()
    await (await page()).waitFor(async () => ((await one?.text()) ?? '').includes('too many templates'))
  })

  test('a dialog lies over the page until it is answered', async () => {
    await run({
      'a.js': `Page({ data: { r: '' }, ask() { wx.showModal({ title: 'sure', success: (r) => this.setData({ r: r.confirm }) }) } })`,
      'a.wxml': '<view class="page" bindtap="ask">{{r}}</view>',
    })
    const view = await (await page()).$('.page')
    await view?.tap()
    await (await page()).waitFor(async () => open.phone.device.modal !== undefined)
    await expect(view?.tap()).rejects.toThrow('the dialog "sure" lies over the page')
    await mini.native().confirmModal()
    await (await page()).waitFor(async () => (await view?.text()) === 'true')
  })

  test('a disabled button hears no tap', async () => {
    await run({
      'a.js': 'Page({ n: 0, hit() { this.n++ } })',
      'a.wxml': '<button class="b" disabled="{{true}}" bindtap="hit">x</button>',
    })
    await (await (await page()).$('.b'))?.tap()
    expect(open.phone.app.router.top?.script.n).toBe(0)
  })

  test('a field takes what its keyboard has, as much as fits', async () => {
    await run({
      'a.js': `Page({ data: { v: '' }, typed(e) { this.setData({ v: e.detail.value }) } })`,
      'a.wxml': '<input type="number" maxlength="3" value="{{v}}" bindinput="typed"/><view class="v">{{v}}</view>',
    })
    const field = (await (await page()).$('input')) as unknown as { input(text: string): Promise<void> }
    await field.input('1a2b3c4d')
    const shown = await (await page()).$('.v')
    await (await page()).waitFor(async () => (await shown?.text()) === '123')
  })
})
