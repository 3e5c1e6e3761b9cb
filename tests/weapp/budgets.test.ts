import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildBareWeapp } from '../../config/tasks/builds'
import { bareWeapp, weapp } from '../../config/tasks/paths'
import { filesBelow, folderBytes } from '../../config/tasks/size'
import type { InputOf } from '../../src/contract'
import { FRESH } from '../simulation/demo-goods'
import { products } from '../simulation/seed'
import { Phone } from './host/phone'
import { textOf } from './host/template/element'
import type { WeChat } from './host/wechat'
import { localWeChat } from './local-wechat'
import { makeStage, onHost, type Stage } from './stage'

const KB = 1024
const MAIN_PACKAGE_KB = 800
const SUBPACKAGE_KB = 500
const SET_DATA_KB = 32
const SET_DATAS_UNTIL_USABLE = 3
/** What a large campaign sells; more than 200 the contract does not take. */
const MANY = 120
/** A group page with eighteen goods may take this many times as long as a bare page to its first content. */
const BOOT_RATIO = 8
const BOOTS = 5

const { subPackages } = JSON.parse(readFileSync(join(weapp, 'app.json'), 'utf8')) as { subPackages: { root: string }[] }
const roots = subPackages.map(({ root }) => root.replace(/\/$/, ''))
const mainFiles = filesBelow(weapp).filter((file) => !roots.some((root) => file.startsWith(join(weapp, root, '/'))))
const textIn = (files: string[]) =>
  files
    .filter((file) => /\.(js|wxss|wxml)$/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')

describe('packages', () => {
  test('the main package', () => {
    expect(folderBytes(weapp, roots) / KB).toBeLessThanOrEqual(MAIN_PACKAGE_KB)
  })

  test.each(roots)('the subpackage %s', (root) => {
    expect(folderBytes(join(weapp, root)) / KB).toBeLessThanOrEqual(SUBPACKAGE_KB)
  })

  // Names that only these parts use, in scripts and in style sheets.
  test.each([
    ['leader', ['leader.takeRedPacket', 'leader.collect', 'red-packet__envelope', 'handed-out__who']],
    ['ops', ['campaign.create', 'campaign.setPrices', 'campaign-new__columns', 'rail__entry']],
  ])('nothing of %s is in the main package', (root, marks) => {
    const main = textIn(mainFiles)
    const own = textIn(filesBelow(join(weapp, root)))
    for (const mark of marks) {
      expect(own).toContain(mark)
      expect(main).not.toContain(mark)
    }
  })
})

describe('the group page', () => {
  let stage: Stage
  /** Pages of a group with eighteen goods, and of one with many. */
  let url = ''
  let large = ''
  const many = products().slice(0, MANY)
  beforeAll(async () => {
    stage = await makeStage()
    const { world } = stage
    const known = new Set(world.all('products').map(({ _id }) => _id))
    await world.cloud.database.insert('products', products().filter(({ _id }) => !known.has(_id)) as never)
    const eighteen = FRESH.map(([skuId, priceFen, listPriceFen, stock]) => ({
      skuId,
      priceFen,
      stock,
      ...(listPriceFen > priceFen ? { listPriceFen } : {}),
    }))
    // All that a row can say.
    const full = many.map(({ _id: skuId, priceFen }) => ({
      skuId,
      priceFen,
      listPriceFen: priceFen + 300,
      stock: 24,
      limitPerPerson: 5,
    }))
    url = await sell('eighteen-goods', eighteen)
    large = await sell('many-goods', full)
  })
  afterAll(() => stage.close())

  /** Starts a campaign with these goods; where its group is. */
  async function sell(requestId: string, items: InputOf<'campaign.create'>['items']): Promise<string> {
    const { world } = stage
    const now = world.cloud.clock.now()
    const { campaignId } = await world.call('ops', 'campaign.create', {
      requestId,
      title: '周末鲜果蔬菜团',
      startAt: now,
      cutoffAt: now + 9 * 3_600_000,
      deliverAt: now + 28 * 3_600_000,
      goalOrders: 60,
      items,
      leaderIds: ['zhoujie'],
    })
    await world.call('ops', 'campaign.start', { campaignId })
    return `/pages/group/index?id=${campaignId}-zhoujie`
  }

  /** Boots until `text` is shown; gives the phone, closed. */
  async function boot(folder: string, wechat: WeChat, at: string, text: string): Promise<Phone> {
    const phone = new Phone({ folder, wechat, url: at })
    const until = Date.now() + 60_000
    while (!(phone.app.router.top && textOf(phone.app.router.top.view.root).includes(text))) {
      if (Date.now() > until) throw new Error(`${text} is not shown`)
      await new Promise((resolve) => setImmediate(resolve))
    }
    phone.close()
    expect(phone.incidents.all).toEqual([])
    return phone
  }

  /** The same cloud, whose answers are remembered: a boot then waits for nothing but the phone. */
  function remembering(wechat: WeChat): WeChat {
    const answers = new Map<string, Promise<unknown>>()
    return {
      ...wechat,
      call(name, data) {
        const key = JSON.stringify([name, data])
        const answer = answers.get(key) ?? wechat.call(name, data)
        answers.set(key, answer)
        return answer
      },
    }
  }

  /** Bytes of each setData until `text` is shown. */
  async function sent(at: string, text: string): Promise<number[]> {
    const phone = await boot(weapp, localWeChat(stage.world.cloud, 'chen'), at, text)
    return phone.app.renderer.setDatas.map(({ bytes }) => bytes)
  }

  onHost.each([
    ['eighteen goods', () => url, '烟台红富士苹果', '发酵动物黄油'],
    [`${MANY} goods`, () => large, many[0]?.name ?? '', many.at(-1)?.name ?? ''],
  ])(
    'with %s is usable after few and small setDatas, and stays small until all are there',
    async (name, at, first, last) => {
      const usable = await sent(at(), first)
      console.info(`setData until the group page with ${name} is usable: ${usable.join(', ')} bytes`)
      expect(usable.length).toBeLessThanOrEqual(SET_DATAS_UNTIL_USABLE)
      const whole = await sent(at(), last)
      console.info(`and until it is whole: ${whole.join(', ')} bytes`)
      expect(Math.max(...usable, ...whole) / KB).toBeLessThanOrEqual(SET_DATA_KB)
    },
  )

  onHost('boots in a few times the time of a bare page', async () => {
    await buildBareWeapp()
    const wechat = remembering(localWeChat(stage.world.cloud, 'chen'))
    const last = (phone: Phone) => phone.app.renderer.setDatas.at(-1)?.at ?? 0
    const bare: number[] = []
    const ours: number[] = []
    // One of each before it counts; then in turns, so that a slow moment of the machine meets both.
    for (let round = 0; round <= BOOTS; round++) {
      const first = last(await boot(bareWeapp, wechat, '', '你好'))
      const second = last(await boot(weapp, wechat, url, '大凉山蓝莓'))
      if (round > 0) bare.push(first)
      if (round > 0) ours.push(second)
    }
    const ratio = Math.min(...ours) / Math.min(...bare)
    console.info(`cold boot to the goods: ${ratio.toFixed(1)} times a bare page`)
    expect(ratio).toBeLessThan(BOOT_RATIO)
  })
})
