import { decode } from 'fast-png'
import type { LocalCloud } from '../../src/index'
import { startCloud } from '../support'
import { clouds } from './clouds'
import { item, tabled } from './item'

const AREA = 'Open APIs'
const NOW = Date.UTC(2030, 0, 1)
const PAGES = ['pages/index/index', 'pages/group/index']
const { wx, cloud } = clouds({ clock: { now: NOW }, pages: PAGES })

interface Failure {
  errCode: number
  errMsg: string
}

type Answer = Record<string, unknown> & Failure

interface SharedCloud {
  init(): Promise<void>
  database(): { collection(name: string): { doc(id: string): { get(): Promise<{ data: object }> } } }
}

/** The part of wx-server-sdk that asks WeChat. */
interface OpenSdk {
  openapi: Record<string, Record<string, (data?: object) => Promise<Answer>>>
  getOpenData(options: { list: string[] }): Promise<{ list: object[] }>
  getVoIPSign(options: object): Promise<{ signature: string }>
}

const sdk = (): OpenSdk => require('wx-server-sdk') as OpenSdk
const ask = (api: string, data?: object): Promise<Answer> => {
  const [space = '', name = ''] = api.split('.')
  const apis = sdk().openapi[space] as Record<string, (data?: object) => Promise<Answer>>
  return (apis[name] as (data?: object) => Promise<Answer>)(data)
}
const failure = (api: string, data?: object): Promise<number | undefined> =>
  ask(api, data).then(
    () => undefined,
    ({ errCode }: Failure) => errCode,
  )
/** With every row's change the call fails with the row's code; without any it succeeds. */
async function refuses(api: string, valid: object, rows: [change: object, code: number][]): Promise<void> {
  expect(await failure(api, valid)).toBeUndefined()
  for (const [change, code] of rows)
    expect([change, await failure(api, { ...valid, ...change })]).toEqual([change, code])
}
const picture = (text: string, contentType = 'image/png') => ({ contentType, value: Buffer.from(text) })

item(
  AREA,
  'security.msgSecCheck 2.0: a verdict; risky for words that are set, in title, nickname and signature too',
  'docs',
  wx(async () => {
    await cloud().wechat.risky(['私下转账'])
    const data = { version: 2, openid: 'o-1', scene: 2, content: '苹果很甜' }
    expect(await ask('security.msgSecCheck', data)).toMatchObject({
      errCode: 0,
      errMsg: 'openapi.security.msgSecCheck:ok',
      result: { suggest: 'pass', label: 100 },
      detail: [{ strategy: 'content_model', errcode: 0, suggest: 'pass', label: 100 }],
      traceId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{8}){2}$/),
    })
    for (const change of [{ content: '可以私下转账' }, { title: '私下转账' }, { nickname: 'x私下转账' }]) {
      expect((await ask('security.msgSecCheck', { ...data, ...change })).result).toEqual({
        suggest: 'risky',
        label: 21000,
      })
    }
    await refuses('security.msgSecCheck', data, [
      [{ content: '' }, 44002],
      [{ openid: undefined }, 40003],
      [{ scene: 5 }, 40129],
      [{ version: 3 }, 47001],
      [{ content: '长'.repeat(2501) }, 45002],
    ])
  }),
)

item(
  AREA,
  'security.msgSecCheck 1.0, imgSecCheck: 87014 for what is risky, the documented examples among it',
  'docs',
  wx(async () => {
    await cloud().wechat.risky(['私下转账'])
    const content = '特3456书yuuo莞6543李zxcz蒜7782法fgnv级'
    expect(await ask('security.msgSecCheck', { content: 'hello' })).toEqual({
      errCode: 0,
      errMsg: 'openapi.security.msgSecCheck:ok',
    })
    await expect(ask('security.msgSecCheck', { content })).rejects.toMatchObject({
      errCode: 87014,
      errMsg: expect.stringMatching(/^openapi\.security\.msgSecCheck:fail risky content rid: /),
    })
    await refuses('security.imgSecCheck', { media: picture('an apple') }, [
      [{ media: picture('私下转账') }, 87014],
      [{ media: undefined }, 41005],
      [{ media: picture('x', 'image/tiff') }, 40005],
      [{ media: { contentType: 'image/png', value: Buffer.alloc(1024 * 1024 + 1) } }, 40006],
    ])
  }),
)

item(
  AREA,
  'security.mediaCheckAsync: accepted',
  'docs',
  wx(async () => {
    const data = { mediaUrl: 'https://example.com/a.png', mediaType: 2, version: 2, openid: 'o-1', scene: 1 }
    expect((await ask('security.mediaCheckAsync', data)).traceId).toEqual(expect.any(String))
    await refuses('security.mediaCheckAsync', data, [
      [{ mediaUrl: 'cloud://x/a.png' }, 44002],
      [{ mediaType: 3 }, 40004],
      [{ scene: 0 }, 40129],
    ])
  }),
  'the verdict that would be pushed later is not',
)

item(
  AREA,
  'wxacode.get and createQRCode: a path with parameters, of 1,024 and 128 bytes; 100,000 in all',
  'docs',
  wx(async () => {
    const made = await ask('wxacode.get', { path: 'pages/group/index?id=1', width: 430 })
    expect(made).toMatchObject({ errCode: 0, contentType: 'image/png' })
    expect(decode(made.buffer as Buffer)).toMatchObject({ width: 430, height: 430 })
    await refuses('wxacode.get', { path: 'p'.repeat(1024) }, [
      [{ path: 'p'.repeat(1025) }, 40159],
      [{ path: '' }, 40159],
      [{ width: 279 }, 40189],
      [{ width: 1281 }, 40189],
      [{ envVersion: 'beta' }, 40097],
    ])
    await refuses('wxacode.createQRCode', { path: 'p'.repeat(128) }, [
      [{ path: 'p'.repeat(129) }, 40159],
      [{ path: undefined }, 40159],
    ])
    const few = await startCloud({ limits: { permanentCodes: 1 } })
    try {
      const code = (path: string) =>
        few.call('shop', { action: 'open', api: 'wxacode.get', data: { path } }, { openid: 'o' })
      expect(await code('a')).toMatchObject({ value: { contentType: 'image/png' } })
      expect(await code('a')).toMatchObject({ value: { contentType: 'image/png' } })
      expect(await code('b')).toMatchObject({ failed: { errCode: 45029 } })
    } finally {
      await few.close()
    }
  }),
)

item(
  AREA,
  'urlscheme and urllink: generate, query; they lapse within 30 days',
  'docs',
  wx(async () => {
    const target = { path: '/pages/group/index', query: 'id=1', envVersion: 'trial' }
    const { openlink } = await ask('urlscheme.generate', {
      jumpWxa: target,
      expireType: 0,
      expireTime: NOW / 1000 + 600,
    })
    expect(openlink).toMatch(/^weixin:\/\/dl\/business\/\?t=/)
    const info = { path: '/pages/group/index', query: 'id=1', envVersion: 'trial', createTime: NOW / 1000 }
    expect((await ask('urlscheme.query', { scheme: openlink })).schemeInfo).toMatchObject({
      ...info,
      expireTime: NOW / 1000 + 600,
    })
    const { urlLink } = await ask('urllink.generate', { ...target, expireType: 1, expireInterval: 1 })
    expect(urlLink).toMatch(/^https:\/\/wxaurl\.cn\//)
    expect((await ask('urllink.query', { urlLink })).urlLinkInfo).toMatchObject({
      ...info,
      expireTime: NOW / 1000 + 86_400,
    })
    await refuses('urllink.generate', {}, [
      [{ path: 'pages/other/index' }, 40165],
      [{ path: 'pages/index/index?a=1' }, 40165],
      [{ query: '名=1' }, 40212],
      [{ query: 'x'.repeat(1025) }, 40212],
      [{ envVersion: 'beta' }, 85402],
      [{ expireTime: NOW / 1000 + 30 }, 85401],
      [{ expireTime: NOW / 1000 + 31 * 86_400 }, 85401],
      [{ expireType: 1, expireInterval: 31 }, 85401],
      [{ expireType: 1 }, 85401],
    ])
    expect(await failure('urllink.query', { urlLink: 'https://wxaurl.cn/none' })).toBe(85403)
    const free = await startCloud({ limits: false })
    try {
      const open = (api: string, data: object) => free.call('shop', { action: 'open', api, data }, { openid: 'o' })
      const { value } = (await open('urllink.generate', {})) as { value: { urlLink: string } }
      expect(await open('urllink.query', value)).toMatchObject({ value: { urlLinkInfo: { expireTime: 0 } } })
    } finally {
      await free.close()
    }
    await cloud().clock.advance(600_001)
    expect(await failure('urlscheme.query', { scheme: openlink })).toBe(85403)
    expect(await failure('urllink.query', { urlLink })).toBeUndefined()
  }),
)

item(
  AREA,
  'customerServiceMessage: five answers within 48 hours to whoever has written; setTyping, temporary media',
  'docs',
  wx(async () => {
    const text = (touser: string) => ({ touser, msgtype: 'text', text: { content: '您好' } })
    expect(await failure('customerServiceMessage.send', text('o-stranger'))).toBe(45015)
    await cloud().wechat.write('o-guest')
    const { mediaId } = await ask('customerServiceMessage.uploadTempMedia', {
      type: 'image',
      media: picture('a picture'),
    })
    const got = await ask('customerServiceMessage.getTempMedia', { mediaId })
    expect([got.contentType, String(got.buffer)]).toEqual(['image/png', 'a picture'])
    expect(await failure('customerServiceMessage.setTyping', { touser: 'o-guest', command: 'Typing' })).toBeUndefined()
    await refuses('customerServiceMessage.send', text('o-guest'), [
      [{ touser: '' }, 40003],
      [{ msgtype: 'song' }, 40008],
      [{ text: {} }, 40101],
      [{ msgtype: 'image', image: { mediaId: 'none' } }, 40007],
      [{ msgtype: 'link', link: { title: 't', description: 'd', url: 'u' } }, 40101],
    ])
    const card = { title: 't', pagepath: 'pages/index/index', thumbMediaId: mediaId }
    const more = [
      { msgtype: 'image', image: { mediaId } },
      { msgtype: 'link', link: { title: 't', description: 'd', url: 'u', thumbUrl: 'p' } },
      { msgtype: 'miniprogrampage', miniprogrampage: card },
      text('o-guest'),
    ]
    for (const one of more)
      expect(await failure('customerServiceMessage.send', { touser: 'o-guest', ...one })).toBeUndefined()
    expect(await failure('customerServiceMessage.send', text('o-guest'))).toBe(45047)
    const sent = (await (await fetch(`${cloud().url}/_localcloud/customer-messages`)).json()) as { msgtype: string }[]
    expect(sent.map(({ msgtype }) => msgtype).sort()).toEqual(['image', 'link', 'miniprogrampage', 'text', 'text'])
    await cloud().wechat.write('o-guest')
    await cloud().clock.advance(48 * 3_600_000 + 1)
    expect(await failure('customerServiceMessage.send', text('o-guest'))).toBe(45015)
  }),
)

item(
  AREA,
  'subscribeMessage.getTemplateList, deleteTemplate; where templates are known, a message has one of them and all of its fields',
  'docs',
  wx(async () => {
    const template = {
      priTmplId: 'T1',
      title: '开团提醒',
      content: '商品:{{thing1.DATA}}\n数量:{{number2.DATA}}\n',
      type: 2,
    }
    const own = cloud()
    await own.consents.grant('o-2', ['T1', 'T2'])
    await own.wechat.templates([template])
    expect((await ask('subscribeMessage.getTemplateList')).data).toEqual([{ ...template, example: '' }])
    const data = { thing1: { value: '苹果' }, number2: { value: 3 } }
    await refuses('subscribeMessage.send', { touser: 'o-2', templateId: 'T1', data }, [
      [{ templateId: 'T2' }, 40037],
      [{ data: { thing1: { value: '苹果' } } }, 47003],
    ])
    await refuses('subscribeMessage.deleteTemplate', { priTmplId: 'T1' }, [[{}, 40037]])
    expect((await ask('subscribeMessage.getTemplateList')).data).toEqual([])
    await expect(own.wechat.templates([template, template])).rejects.toThrow('an id repeats')
  }),
)

item(
  AREA,
  'phonenumber.getPhoneNumber: a code is good once',
  'docs',
  wx(async () => {
    const code = await cloud().wechat.phoneCode('13900139000')
    expect((await ask('phonenumber.getPhoneNumber', { code })).phoneInfo).toMatchObject({
      phoneNumber: '13900139000',
      purePhoneNumber: '13900139000',
      countryCode: '86',
      watermark: { appid: expect.any(String), timestamp: expect.any(Number) },
    })
    expect(await failure('phonenumber.getPhoneNumber', { code })).toBe(40029)
  }),
)

const STEPS = { stepInfoList: [{ timestamp: 1571673600, step: 9103 }] }

item(
  AREA,
  'open data by cloud id: cloud.getOpenData, and in the event of a client',
  'docs',
  wx(async () => {
    const id = await cloud().wechat.share(STEPS)
    const seen = {
      cloudID: id,
      data: { ...STEPS, watermark: { appid: expect.any(String), timestamp: expect.any(Number) } },
    }
    expect((await sdk().getOpenData({ list: [id] })).list).toEqual([seen])
    const own: LocalCloud = await startCloud()
    try {
      const client = own.client({ openid: 'o-1' })
      const shared = await own.wechat.share(STEPS)
      const data = { steps: client.CloudID(shared), deep: { steps: client.CloudID(shared) } }
      const { result } = await client.callFunction({ name: 'whoami', data })
      expect(result).toMatchObject({ event: { steps: { ...seen, cloudID: shared }, deep: { steps: shared } } })
    } finally {
      await own.close()
    }
    await cloud().clock.advance(5 * 60_000 + 1)
    expect((await sdk().getOpenData({ list: [id] })).list).toEqual([
      { cloudID: id, errCode: -601006, errMsg: expect.any(String) },
    ])
  }),
)

item(
  AREA,
  'getVoIPSign: a signature, the same for the same request',
  'sdk',
  wx(async () => {
    const request = { groupId: 'g', timestamp: 1, nonce: 'n' }
    const { signature } = await sdk().getVoIPSign(request)
    expect(signature).toMatch(/^[0-9a-f]{64}$/)
    expect(await sdk().getVoIPSign(request)).toMatchObject({ signature })
    expect((await sdk().getVoIPSign({ ...request, groupId: 'h' })).signature).not.toBe(signature)
  }),
)

item(
  AREA,
  'an environment that another mini-program shares: new cloud.Cloud({ resourceAppid, resourceEnv })',
  'sdk',
  wx(async () => {
    await cloud().database.insert('shared', [{ _id: 'a', n: 1 }])
    const { Cloud } = require('wx-server-sdk') as { Cloud: new (options: object) => SharedCloud }
    const shared = new Cloud({ resourceAppid: 'wx-other', resourceEnv: 'local-env' })
    await shared.init()
    const { data } = await shared.database().collection('shared').doc('a').get()
    expect(data).toEqual({ _id: 'a', n: 1 })
  }),
  'there is one environment, which stands for every shared one',
)

item(
  AREA,
  'an API that is not emulated says so',
  'assumed',
  wx(async () => {
    await expect(ask('logistics.getOrder', {})).rejects.toMatchObject({
      errMsg: expect.stringContaining('not emulated'),
    })
    await expect(ask('constructor.prototype', {})).rejects.toMatchObject({
      errMsg: expect.stringContaining('not emulated'),
    })
  }),
)

tabled(__filename)
