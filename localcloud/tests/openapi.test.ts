import { decode } from 'fast-png'
import jsQR from 'jsqr'
import type { LocalCloud } from '../src/index'
import { type Reply, shop, startCloud } from './support'

let cloud: LocalCloud

beforeAll(async () => {
  cloud = await startCloud()
})
afterAll(() => cloud.close())

const open = <T>(api: string, data: object): Promise<Reply<T>> => shop<T>(cloud, { action: 'open', api, data })

test('one consent is one message', async () => {
  const message = { touser: 'o-1', templateId: 'T1', page: 'p', data: { thing1: { value: '团长周姐' } } }
  expect((await open('subscribeMessage.send', message)).failed?.errCode).toBe(43101)
  await cloud.consents.grant('o-1', ['T1'], 2)
  expect((await open<{ msgid: number }>('subscribeMessage.send', message)).value?.msgid).toEqual(expect.any(Number))
  expect((await open('subscribeMessage.send', message)).failed).toBeUndefined()
  expect((await open('subscribeMessage.send', message)).failed?.errCode).toBe(43101)
  const sent = await (await fetch(`${cloud.url}/_localcloud/messages`)).json()
  expect(sent).toHaveLength(2)
  expect(sent[0]).toMatchObject({ touser: 'o-1', templateId: 'T1', data: { thing1: { value: '团长周姐' } } })
})

test('consents at the same time are never overdrawn', async () => {
  await cloud.consents.grant('o-2', ['T1'], 3)
  const message = { touser: 'o-2', templateId: 'T1', data: { thing1: { value: 'x' } } }
  const replies = await Promise.all(Array.from({ length: 8 }, () => open('subscribeMessage.send', message)))
  expect(replies.filter((reply) => !reply.failed)).toHaveLength(3)
})

test('a message whose text is too long is refused and costs no consent', async () => {
  await cloud.consents.grant('o-3', ['T1'])
  const message = (value: string) => ({ touser: 'o-3', templateId: 'T1', data: { thing1: { value } } })
  expect((await open('subscribeMessage.send', message('长'.repeat(21)))).failed?.errCode).toBe(47003)
  expect((await open('subscribeMessage.send', message('长'.repeat(20)))).failed).toBeUndefined()
})

test('a mini-program code is a picture that scans', async () => {
  const data = { scene: 'g=a1b2-c3', page: 'pages/group/index', width: 430, checkPath: false }
  const { value } = await open<{ contentType: string; base64: string }>('wxacode.getUnlimited', data)
  expect(value?.contentType).toBe('image/png')
  const picture = decode(Buffer.from(value?.base64 ?? '', 'base64'))
  expect([picture.width, picture.height]).toEqual([430, 430])
  const colours = new Uint8ClampedArray(picture.width * picture.height * 4)
  for (let i = 0; i < picture.data.length; i++)
    colours.fill(picture.data[i] as number, 4 * i, 4 * i + 3).fill(255, 4 * i + 3, 4 * i + 4)
  expect(jsQR(colours, picture.width, picture.height)?.data).toBe('pages/group/index?scene=g%3Da1b2-c3')
})

test.each([
  ['', 40169],
  ['x'.repeat(33), 40169],
  ['50%', 40129],
  ['a b', 40129],
  ['中文', 40129],
])('the scene "%s" is refused', async (scene, code) => {
  expect((await open('wxacode.getUnlimited', { scene, page: 'p' })).failed?.errCode).toBe(code)
})

test('a phone number comes for its code, once', async () => {
  const reply = await fetch(`${cloud.url}/_localcloud/phone-codes`, {
    method: 'POST',
    body: '{"phoneNumber":"13900139000"}',
  })
  const { code } = await reply.json()
  const ask = (code: string) => open<{ phoneInfo: object }>('phonenumber.getPhoneNumber', { code })
  expect((await ask(code)).value?.phoneInfo).toMatchObject({ purePhoneNumber: '13900139000', countryCode: '86' })
  expect((await ask(code)).failed?.errCode).toBe(40029)
  expect((await ask('demo-13800138000')).value?.phoneInfo).toMatchObject({ phoneNumber: '13800138000' })
})

test('an API that is not emulated says so', async () => {
  expect((await open('logistics.getOrder', {})).failed?.errMsg).toContain('not emulated')
})

test('files go up, come back and go away', async () => {
  const event = { cloudPath: 'img/中文 a.txt', text: '你好' }
  const kept = (await cloud.call('files', event)) as {
    fileID: string
    read: string
    urls: { tempFileURL: string; status: number }[]
  }
  expect(kept).toMatchObject({ fileID: expect.stringMatching(/^cloud:\/\/.+\/img\/中文 a\.txt$/), read: '你好' })
  const [url = '', , missing] = kept.urls.map((file) => file.tempFileURL)
  expect(await (await fetch(url)).text()).toBe('你好')
  expect(missing).toBe('')
  expect((await fetch(url.replace('sign=', 'sign=0'))).status).toBe(403)
  const gone = (await cloud.call('files', { ...event, remove: true })) as { deleted: { status: number }[] }
  expect(gone.deleted.map((file) => file.status)).toEqual([0, -503003])
  expect((await fetch(url)).status).toBe(404)
})
