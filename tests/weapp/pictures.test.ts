import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir } from '../../config/tasks/paths'
import { launch } from '../e2e/demo'
import { type Neighbourhood, openNeighbourhood } from './neighbourhood'
import { onHost } from './stage'

/** Every page at 390 × 844 in the demonstration's neighbourhood, for people to look at beside the web app's. */

const shots = join(cacheDir, 'pictures')

let here: Neighbourhood
beforeAll(async () => {
  here = await openNeighbourhood()
})
afterAll(() => here.close())

onHost('every page has its picture, with all pictures on it', async () => {
  const { open } = here
  const resident = await open('resident', `/pages/group/index?id=${here.group}`)
  const leader = await open('leader', '/leader/pages/today/index')
  const operations = await open('operations', '/ops/pages/campaigns/index')

  await leader.see('今日有效订单・实时')
  await leader.picture('today')
  await resident.see('红富士苹果')
  await resident.pressAt('.stepper__touch--plus')
  await resident.see('还差 ¥19.10 可减 ¥5')
  await resident.picture('group')
  await resident.press('跟团购买')
  await resident.see('微信支付')
  await resident.see('138****')
  await resident.picture('checkout')
  await resident.mini.mockWxMethod('requestPayment', { errMsg: 'requestPayment:fail cancel' })
  await resident.press('微信支付')
  await resident.see('待付款')
  await resident.picture('awaiting')
  await resident.mini.restoreWxMethod('requestPayment')
  await resident.press('继续付款')
  await resident.see('取货码')
  await resident.picture('order')
  await leader.see('收进微信零钱')
  await leader.picture('redpacket')

  await resident.mini.switchTab('/pages/home/index')
  await resident.see('邻居正在跟的团')
  await resident.picture('home')
  await resident.mini.switchTab('/pages/orders/index')
  await resident.see('周末鲜果蔬菜团')
  await resident.picture('orders')
  await resident.mini.switchTab('/pages/mine/index')
  await resident.see('138****')
  await resident.picture('mine')
  await resident.press('隐私与账号')
  await resident.see('注销账号')
  await resident.picture('privacy')
  await resident.pressAt('.button--danger')
  await resident.picture('closing')
  await resident.mini.native().cancelModal()
  const lost = await open('resident', '/pages/group/index?id=gone')
  await lost.see('没有找到这个团')
  await lost.picture('gone')

  await leader.mini.reLaunch('/leader/pages/collect/index')
  await leader.see('扫一扫')
  await leader.picture('collect')
  await operations.see('周末鲜果蔬菜团')
  await operations.picture('campaigns-phone')
  await operations.press('新建活动')
  await operations.see('创建并开始')
  await operations.picture('campaign-new-phone')

  for (const person of [resident, leader, operations, lost]) {
    expect(person.errors).toEqual([])
    expect([...(person.phone?.mirror.missing ?? [])]).toEqual([])
  }
  await sheet()
})

/** One page with each picture beside the web app's of the same name, where the browser tests have left one. */
async function sheet(): Promise<void> {
  const names = readdirSync(join(shots, 'weapp')).filter((name) => name.endsWith('.png'))
  const image = (face: string, name: string) => {
    const file = join(shots, face, name)
    return existsSync(file) ? `<img src="data:image/png;base64,${readFileSync(file).toString('base64')}">` : ''
  }
  const both = (name: string) => `${image('weapp', name)}${image('h5', name)}`
  const figures = names.map((name) => `<figure><figcaption>${name}</figcaption>${both(name)}</figure>`)
  const style = `body { display: flex; flex-wrap: wrap; gap: 16px; font: 14px sans-serif }
    img { width: 260px; border: 1px solid #ccc } figure { margin: 0; white-space: nowrap } figcaption { padding: 4px 0 }`
  const browser = await launch()
  try {
    const page = await browser.newPage({ viewport: { width: 1680, height: 900 } })
    await page.setContent(`<style>${style}</style>${figures.join('')}`)
    writeFileSync(join(shots, 'faces.png'), await page.screenshot({ fullPage: true }))
  } finally {
    await browser.close()
  }
}
