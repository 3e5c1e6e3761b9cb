import { troubles } from '../e2e/layout'
import type { Screen } from './host/wx/device'
import { type Neighbourhood, openNeighbourhood } from './neighbourhood'
import type { Person } from './person'
import { onHost } from './stage'

/**
 * Every page of the mini-program is measured on phones of all sizes, and on small ones with WeChat's large text: nothing
 * is cut off, covered or hard to press (tests/e2e/layout.ts says what is looked for).
 */

const PHONES: Record<string, Screen> = {
  'small iPhone': { width: 320, height: 568, statusBar: 20, safeBottom: 0 },
  'usual Android': { width: 360, height: 640, statusBar: 24, safeBottom: 0 },
  'large iPhone': { width: 430, height: 932, statusBar: 59, safeBottom: 34 },
  'usual Android with large text': { width: 360, height: 640, statusBar: 24, safeBottom: 0, textScale: 1.4 },
}

let here: Neighbourhood
beforeAll(async () => {
  here = await openNeighbourhood()
})
afterAll(() => here.close())

/** What is wrong with the page in front, each with its page's name. */
async function look(person: Person, name: string): Promise<string[]> {
  const found = (await person.phone?.mirror.look(troubles)) ?? ['there is no phone']
  return found.map((trouble) => `${name}: ${trouble}`)
}

describe.each(Object.entries(PHONES))('%s', (name, screen) => {
  const shot = (page: string) => `sizes/${name.replaceAll(' ', '-')}/${page}`

  onHost('a resident', async () => {
    const person = await here.open('resident', `/pages/group/index?id=${here.group}`, screen)
    const all: string[] = []
    const note = async (page: string) => {
      await person.picture(shot(page))
      all.push(...(await look(person, page)))
    }
    await person.see('红富士苹果')
    // Apples are limited to a few a person, and one person holds all these phones.
    await person.pressAt('.stepper__touch--plus', 1)
    await person.see('还差 ¥17.10 可减 ¥5')
    await note('group')
    await person.press('跟团购买')
    await person.see('138****')
    await note('checkout')
    await person.mini.mockWxMethod('requestPayment', { errMsg: 'requestPayment:fail cancel' })
    await person.press('微信支付')
    await person.see('待付款')
    await note('awaiting')
    await person.mini.restoreWxMethod('requestPayment')
    await person.press('继续付款')
    await person.see('取货码')
    await note('order')
    await person.mini.switchTab('/pages/home/index')
    await person.see('邻居正在跟的团')
    await note('home')
    await person.mini.switchTab('/pages/orders/index')
    await person.see('周末鲜果蔬菜团')
    await note('orders')
    await person.mini.switchTab('/pages/mine/index')
    await person.see('138****')
    await note('mine')
    await person.launch('/pages/privacy/index')
    await person.see('注销账号')
    await note('privacy')
    await person.launch('/pages/group/index?id=gone')
    await person.see('没有找到这个团')
    await note('gone')
    expect(all).toEqual([])
    expect(person.errors).toEqual([])
  })

  onHost('a leader', async () => {
    const person = await here.open('leader', '/leader/pages/today/index', screen)
    const all: string[] = []
    const note = async (page: string) => {
      await person.picture(shot(page))
      all.push(...(await look(person, page)))
    }
    await person.press('去收')
    await person.see('收进微信零钱')
    await note('redpacket')
    await person.pressAt('.red-packet__close')
    await person.seeNoMore('收进微信零钱')
    await note('today')
    await person.launch('/leader/pages/collect/index')
    await person.see('扫一扫')
    await note('collect')
    expect(all).toEqual([])
    expect(person.errors).toEqual([])
  })

  onHost('operations', async () => {
    const person = await here.open('operations', '/ops/pages/campaigns/index', screen)
    const all: string[] = []
    const note = async (page: string) => {
      await person.picture(shot(page))
      all.push(...(await look(person, page)))
    }
    await person.see('成交额')
    await note('campaigns')
    await person.press('新建活动')
    await person.see('创建并开始')
    await person.press('大凉山蓝莓')
    await person.see('已选 1 种')
    await note('campaign-new')
    expect(all).toEqual([])
    expect(person.errors).toEqual([])
  })
})
