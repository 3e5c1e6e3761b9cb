import { FUNCTIONS } from '../support'
import { clouds } from './clouds'
import { item, tabled } from './item'

const AREA = 'node-sdk: other services'
const { node, cloud } = clouds({ functions: FUNCTIONS })

/** The part of node-sdk that is no database. */
interface App {
  callFunction(options: object): Promise<{ result: unknown }>
  uploadFile(options: { cloudPath: string; fileContent: Buffer }): Promise<{ fileID: string }>
  copyFile(options: { fileList: object[] }): Promise<{ fileList: Record<string, unknown>[] }>
  deleteFile(options: { fileList: string[] }): Promise<{ fileList: { code: string }[] }>
  getTempFileURL(options: { fileList: string[] }): Promise<{ fileList: { code: string }[] }>
  getFileInfo(options: { fileList: string[] }): Promise<{ fileList: object[] }>
  getFileAuthority(options: { fileList: object[] }): Promise<{ data: object[] }>
  callWxOpenApi(options: object): Promise<{ result: unknown }>
  analytics(report: object): Promise<void>
  auth(): {
    getEndUserInfo(uid: string): Promise<{ userInfo: object }>
    queryUserInfo(query: object): Promise<{ userInfo: object }>
  }
}

/** Runs with an app of node-sdk. */
const app = (run: (sdk: App) => Promise<void>) =>
  node(async () => {
    const sdk = require('@cloudbase/node-sdk') as { init(options: object): App }
    await run(sdk.init({ env: 'local-env' }))
  })
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: { code: string }) => error.code,
  )

item(
  AREA,
  'callFunction; a function that is not there, or throws',
  'docs',
  app(async (sdk) => {
    expect((await sdk.callFunction({ name: 'whoami', data: { a: 1 } })).result).toMatchObject({ event: { a: 1 } })
    expect(await failure(sdk.callFunction({ name: 'nobody' }))).toBe('FUNCTION_NOT_FOUND')
    expect(await failure(sdk.callFunction({ name: 'fragile', data: { how: 'throw' } }))).toBe('FUNCTIONS_EXECUTE_FAIL')
  }),
)

item(
  AREA,
  'copyFile copies and moves',
  'sdk',
  app(async (sdk) => {
    const { fileID } = await sdk.uploadFile({ cloudPath: 'a/x.txt', fileContent: Buffer.from('内容') })
    const copy = (more: object) => sdk.copyFile({ fileList: [{ srcPath: 'a/x.txt', dstPath: 'b/x.txt', ...more }] })
    const { fileList } = await copy({})
    expect(fileList).toMatchObject([{ code: 'SUCCESS', fileId: fileID.replace('/a/', '/b/') }])
    expect((await copy({ overwrite: false })).fileList).toMatchObject([{ code: 'STORAGE_FILE_EXIST' }])
    expect((await copy({ removeOriginal: true })).fileList).toMatchObject([{ code: 'SUCCESS' }])
    expect((await copy({})).fileList).toMatchObject([{ code: 'STORAGE_FILE_NONEXIST' }])
    expect((await sdk.getFileInfo({ fileList: [String(fileList[0]?.fileId)] })).fileList).toMatchObject([
      { fileName: 'x.txt', mime: 'text/plain', size: 6 },
    ])
  }),
)

item(
  AREA,
  'more than 50 files at once are refused',
  'docs',
  app(async (sdk) => {
    const files = (many: number) => ({ fileList: Array.from({ length: many }, (_, i) => `cloud://local-env.x/${i}`) })
    expect(await failure(sdk.deleteFile(files(51)))).toBe('INVALID_PARAM')
    expect(await failure(sdk.getTempFileURL(files(51)))).toBe('INVALID_PARAM')
    expect((await sdk.deleteFile(files(50))).fileList).toHaveLength(50)
  }),
)

item(
  AREA,
  'getFileAuthority',
  'sdk',
  app(async (sdk) => {
    const { fileID } = await sdk.uploadFile({ cloudPath: 'mine.txt', fileContent: Buffer.from('x') })
    Object.assign(process.env, { TCB_CONTEXT_KEYS: 'TCB_UUID', TCB_UUID: 'u-ming' })
    try {
      const fileList = [fileID, `${fileID}-none`].map((path) => ({ path, type: 'READ' }))
      const { data } = await sdk.getFileAuthority({ fileList })
      expect(data).toMatchObject([
        { path: fileID, read: true, cosFileId: expect.any(String) },
        { path: `${fileID}-none`, read: false },
      ])
    } finally {
      delete process.env.TCB_CONTEXT_KEYS
      delete process.env.TCB_UUID
    }
  }),
)

item(
  AREA,
  'getEndUserInfo by uid, queryUserInfo by username; nobody is somebody anonymous',
  'sdk',
  app(async (sdk) => {
    await cloud().users.add({ username: 'lan', password: 'demo', openid: 'o-lan', uid: 'u-lan-1' })
    const known = { uid: 'u-lan-1', openId: 'o-lan', username: 'lan', isAnonymous: false, hasPassword: true }
    expect((await sdk.auth().getEndUserInfo('u-lan-1')).userInfo).toMatchObject(known)
    expect((await sdk.auth().queryUserInfo({ platform: 'USERNAME', platformId: 'lan' })).userInfo).toMatchObject(known)
    expect((await sdk.auth().getEndUserInfo('u-none')).userInfo).toMatchObject({ uid: 'u-none', isAnonymous: true })
    const nobody = sdk.auth().queryUserInfo({ platform: 'USERNAME', platformId: 'none' })
    expect(await failure(nobody)).toBe('INVALID_PARAM')
  }),
)

item(
  AREA,
  'callWxOpenApi with JSON; an API there is not is an error; analytics goes nowhere',
  'sdk',
  app(async (sdk) => {
    const requestData = { touser: 'o-lan', template_id: 'T1', data: { thing1: { value: 'x' } } }
    const send = () => sdk.callWxOpenApi({ apiName: 'subscribeMessage.send', requestData })
    await cloud().consents.grant('o-lan', ['T1'])
    expect((await send()).result).toMatchObject({ errcode: 0 })
    expect((await send()).result).toMatchObject({ errcode: 43101 })
    expect(await failure(sdk.callWxOpenApi({ apiName: 'none', requestData: {} }))).toBe('INVALID_PARAM')
    const report = { report_type: 'mall', report_data: { action_type: 'visit_store' } }
    expect(await failure(sdk.analytics(report))).toBeUndefined()
  }),
)

tabled(__filename)
