import { generateKeyPairSync } from 'node:crypto'
import type { Page } from 'playwright-core'
import { uidOfTicket } from '../../src/auth/tickets'
import { Tokens } from '../../src/auth/tokens'
import { FUNCTIONS } from '../support'
import { clouds } from './clouds'
import { item, missing, tabled } from './item'
import { inPage } from './web-page'

const { web, cloud } = clouds({ functions: FUNCTIONS, rules: { board: { read: true, write: true } } })

/**
 * Runs a script in the shared page, where `app` and `auth` are the SDK's and `given` is what is handed over. What the
 * SDK refuses comes back as `{failed}`.
 */
async function script<T>(page: Page, body: string, given: object = {}): Promise<T> {
  const run = `(async (app, auth, given) => { ${body} })(window.page.app, window.page.auth, ${JSON.stringify(given)})`
  return (await page.evaluate(
    `${run}.catch((error) => ({ failed: { code: error.code, message: String(error.message) } }))`,
  )) as T
}

const SIGN_IN = 'Web SDK: sign-in'
const as = (body: string, expected: object, given?: object) =>
  web(async (page) => expect(await script(page, body, given)).toMatchObject(expected))

const withPassword = `await auth.signInWithPassword({ username: 'ming', password: 'demo' })`

item(
  SIGN_IN,
  'by password: login state, current user, access token',
  'sdk',
  as(
    `const state = await auth.getLoginState()
     const user = await auth.getCurrentUser()
     const { accessToken } = await auth.getAccessToken()
     return { state: !!state, uid: user.uid, name: user.name, token: typeof accessToken }`,
    { state: true, uid: 'u-ming', name: 'ming', token: 'string' },
  ),
)

item(
  SIGN_IN,
  'session, user and claims',
  'sdk',
  as(
    `const { data: { session } } = await auth.getSession()
     const { data: { user } } = await auth.getUser()
     const { data } = await auth.getClaims()
     return { type: session.token_type, id: user.id, sub: data.claims.sub }`,
    { type: 'Bearer', id: 'u-ming', sub: 'u-ming' },
  ),
)

item(
  SIGN_IN,
  'a wrong password gives an error, and throws none',
  'sdk',
  as(
    `const { data, error } = await auth.signInWithPassword({ username: 'ming', password: 'no' })
     return { user: data.user, code: error.code }`,
    { user: null, code: 'invalid_username_or_password' },
  ),
)

item(
  SIGN_IN,
  'refreshSession gives other tokens',
  'sdk',
  as(
    `const before = (await auth.getAccessToken()).accessToken
     const { data, error } = await auth.refreshSession()
     return { error, other: data.session.access_token !== before }`,
    { error: null, other: true },
  ),
)

item(
  SIGN_IN,
  'what a person says of himself is kept; a username that is taken is refused',
  'sdk',
  web(async (page) => {
    await cloud().users.add({ username: 'hong', password: 'demo', openid: 'o-hong' })
    const found = await script<object>(
      page,
      `await auth.updateUserBasicInfo({ nickname: '小明' })
       const user = await auth.getCurrentUser()
       const taken = await auth.isUsernameRegistered('hong')
       const free = await auth.isUsernameRegistered('nobody')
       const { error } = await auth.updateUser({ username: 'hong' })
       return { nickname: user.nickname, taken, free, error: error && error.code }`,
    )
    expect(found).toEqual({ nickname: '小明', taken: true, free: false, error: 'already_exists' })
  }),
)

item(
  SIGN_IN,
  'the password is changed with the old one',
  'sdk',
  as(
    `const wrong = await auth.resetPasswordForOld({ old_password: 'no', new_password: 'next' })
     const right = await auth.resetPasswordForOld({ old_password: 'demo', new_password: 'next' })
     const { error } = await auth.signInWithPassword({ username: 'ming', password: 'next' })
     await auth.resetPasswordForOld({ old_password: 'next', new_password: 'demo' })
     return { wrong: wrong.error.code, right: right.error, error }`,
    { wrong: 'invalid_password', right: null, error: null },
  ),
)

item(
  SIGN_IN,
  'anonymously: a uid of its own',
  'sdk',
  as(
    `const { data, error } = await auth.signInAnonymously({})
     const state = await auth.getLoginState()
     const scope = await auth.loginScope()
     ${withPassword}
     return { error, uid: typeof data.user.id, state: !!state, scope }`,
    { error: null, uid: 'string', state: true, scope: 'anonymous' },
  ),
)

item(
  SIGN_IN,
  'by custom ticket',
  'sdk',
  web(async (page) => {
    const made = await fetch(`${cloud().url}/_localcloud/tickets`, { method: 'POST', body: '{"uid":"t-1"}' })
    const { ticket } = await made.json()
    const found = await script(
      page,
      `const { error } = await auth.signInWithCustomTicket(async () => given.ticket)
       const { uid } = await auth.getCurrentUser()
       const bad = await auth.signInWithCustomTicket(async () => 'x').then(({ error }) => error.code, (e) => e.code)
       ${withPassword}
       return { error, uid, bad }`,
      { ticket },
    )
    expect(found).toEqual({ error: null, uid: 't-1', bad: 'invalid_grant' })
  }),
)

item(
  SIGN_IN,
  'by a ticket of node-sdk’s createTicket, from this machine only (the signature is not checked: the key is the platform’s)',
  'sdk',
  web(async (page) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const private_key = privateKey.export({ type: 'pkcs1', format: 'pem' })
    const credentials = { private_key_id: 'key', private_key, env_id: 'local-env' }
    const sdk = require('@cloudbase/node-sdk') as {
      init(options: object): { auth(): { createTicket(uid: string): string } }
    }
    const ticket = sdk.init({ env: 'local-env', credentials }).auth().createTicket('user-1')
    const found = await script(
      page,
      `const signed = (ticket) => auth.signInWithCustomTicket(async () => ticket).then(({ error }) => error && error.code)
       const bad = await signed(given.ticket.replace('/@@/', '/@/'))
       const error = await signed(given.ticket)
       const { uid } = await auth.getCurrentUser()
       ${withPassword}
       return { bad, error, uid }`,
      { ticket },
    )
    expect(found).toEqual({ bad: 'invalid_grant', error: null, uid: 'user-1' })
    expect(uidOfTicket(new Tokens(cloud().database, ''), ticket, false)).toBeUndefined()
  }),
)

item(
  SIGN_IN,
  'sign-out: no login state, and requests are refused',
  'sdk',
  web(async (page) => {
    const found = await script<{ state: unknown; user: unknown; call: unknown }>(
      page,
      `await auth.signOut()
       const state = await auth.getLoginState()
       const call = await app.callFunction({ name: 'whoami' }).then(() => 'called', () => 'refused')
       ${withPassword}
       return { state: !!state, call }`,
    )
    expect(found).toEqual({ state: false, call: 'refused' })
  }),
)

item(
  SIGN_IN,
  'a person deletes himself with his password',
  'sdk',
  web(async (page) => {
    await cloud().users.add({ username: 'gone', password: 'demo', openid: 'o-gone' })
    const found = await script(
      page,
      `await auth.signInWithPassword({ username: 'gone', password: 'demo' })
       const { error } = await auth.deleteUser({ password: 'demo' })
       const again = await auth.signInWithPassword({ username: 'gone', password: 'demo' })
       ${withPassword}
       return { error, again: again.error.code }`,
    )
    expect(found).toEqual({ error: null, again: 'invalid_username_or_password' })
  }),
)

/** Asks for a code, then goes on with it as `given.code`; `asked` is what asking gave. */
async function withCode<T>(page: Page, address: string, ask: string, then: string): Promise<T> {
  const sent = await script<{ failed?: object }>(page, `window.asked = await ${ask}; return {}`)
  expect(sent).toEqual({})
  const code = cloud().users.codeFor(address)
  expect(code).toMatch(/^\d{6}$/)
  return await script(page, `const { asked } = window; ${then}`, { code })
}

item(
  SIGN_IN,
  'sign-up with a code by mail: signUp and verifyOtp; a wrong code, and one used before, are refused',
  'sdk',
  web(async (page) => {
    const email = 'Lan@example.cn'
    const found = await withCode(
      page,
      email,
      `auth.signUp({ email: '${email}', password: 'Secret-1', nickname: '兰' })`,
      `const wrong = await asked.data.verifyOtp({ token: given.code === '000000' ? '1' : '000000' })
       const right = await asked.data.verifyOtp({ token: given.code })
       const again = await asked.data.verifyOtp({ token: given.code })
       const signed = await auth.signInWithPassword({ email: '${email}', password: 'Secret-1' })
       const user = await auth.getCurrentUser()
       ${withPassword}
       return {
         wrong: wrong.error.code, right: right.error, again: again.error.code, signed: signed.error,
         email: user.email, nickname: user.nickname,
       }`,
    )
    expect(found).toEqual({
      wrong: 'invalid_verification_code',
      right: null,
      again: 'invalid_verification_code',
      signed: null,
      email: 'lan@example.cn',
      nickname: '兰',
    })
    const { codes } = await (await fetch(`${cloud().url}/_localcloud/people`)).json()
    expect(codes).toMatchObject([{ to: 'lan@example.cn', used: true }])
  }),
)

item(
  SIGN_IN,
  'getVerification, verify, signUp and signIn by steps, with a phone number',
  'sdk',
  web(async (page) => {
    const phone_number = '+86 13900000001'
    const ask = `auth.getVerification({ phone_number: '${phone_number}' })`
    const verify = `const { verification_token } = await auth.verify({
      verification_id: asked.verification_id, verification_code: given.code })`
    const made = await withCode<object>(
      page,
      phone_number,
      ask,
      `${verify}
       const other = await auth.signUp({ phone_number: '+86 13900000009', verification_token }).catch((error) => error)
       await auth.signUp({ phone_number: '${phone_number}', verification_token, username: 'phoned' })
       const { uid } = await auth.getCurrentUser()
       ${withPassword}
       return { known: asked.is_user, other: other.error || other.code, uid }`,
    )
    expect(made).toEqual({ known: false, other: 'invalid_verification_code', uid: expect.any(String) })
    const signed = await withCode<object>(
      page,
      phone_number,
      ask,
      `${verify}
       await auth.signIn({ username: '13900000001', verification_token })
       const { uid } = await auth.getCurrentUser()
       ${withPassword}
       return { known: asked.is_user, uid }`,
    )
    expect(signed).toEqual({ known: true, uid: (made as { uid: string }).uid })
  }),
)

item(
  SIGN_IN,
  'signInWithOtp makes who is new and signs in who is known',
  'sdk',
  web(async (page) => {
    const uids = []
    for (let i = 0; i < 2; i++) {
      const found = await withCode<{ uid: string }>(
        page,
        '13900000002',
        `auth.signInWithOtp({ phone: '13900000002' })`,
        `const { data, error } = await asked.data.verifyOtp({ token: given.code })
         ${withPassword}
         return { error, uid: data.user.id, phone: data.user.phone }`,
      )
      expect(found).toMatchObject({ error: null, phone: '+86 13900000002' })
      uids.push(found.uid)
    }
    expect(uids[0]).toBe(uids[1])
  }),
)

item(
  SIGN_IN,
  'a forgotten password is replaced with a code, and an address with one sent to the new one',
  'sdk',
  web(async (page) => {
    const first = await withCode(
      page,
      'mei@example.cn',
      `auth.signUp({ email: 'mei@example.cn', password: 'Secret-1' })`,
      `const { error } = await asked.data.verifyOtp({ token: given.code })
       return { error }`,
    )
    expect(first).toEqual({ error: null })
    const changed = await withCode(
      page,
      'mei@example.com',
      `auth.updateUser({ email: 'mei@example.com' })`,
      `const { data, error } = await asked.data.verifyOtp({ token: given.code, email: 'mei@example.com', type: 'email_change' })
       return { error, email: data.user && data.user.email }`,
    )
    expect(changed).toMatchObject({ error: null, email: 'mei@example.com' })
    const replaced = await withCode(
      page,
      'mei@example.com',
      `auth.resetPasswordForEmail('mei@example.com')`,
      `const { error } = await asked.data.updateUser({ nonce: given.code, password: 'Secret-2' })
       const old = await auth.signInWithPassword({ email: 'mei@example.com', password: 'Secret-1' })
       const { error: now } = await auth.signInWithPassword({ email: 'mei@example.com', password: 'Secret-2' })
       ${withPassword}
       return { error, old: old.error.code, now }`,
    )
    expect(replaced).toEqual({ error: null, old: 'invalid_username_or_password', now: null })
    const nobody = await script(page, `return (await auth.resetPasswordForEmail('no@example.cn')).error.code`)
    expect(nobody).toBe('not_found')
  }),
)

item(
  SIGN_IN,
  'a verification code is good for ten minutes of the cloud’s clock',
  'assumed',
  web(async (page) => {
    await cloud().clock.set(cloud().clock.now())
    const late = await script(page, `window.asked = await auth.signInWithOtp({ phone: '13900000003' }); return {}`)
    expect(late).toEqual({})
    const code = cloud().users.codeFor('13900000003')
    await cloud().clock.advance(600_001)
    expect(cloud().users.codeFor('13900000003')).toBeUndefined()
    const found = await script(
      page,
      `const { error } = await window.asked.data.verifyOtp({ token: given.code }); return { error: error.code }`,
      { code },
    )
    expect(found).toEqual({ error: 'invalid_verification_code' })
    cloud().clock.follow()
  }),
)

missing(
  SIGN_IN,
  'other providers',
  'WeChat, Google and others have nobody here',
  as(`const { error } = await auth.signInWithOAuth({ provider: 'wx_open' }); return { failed: error !== null }`, {
    failed: true,
  }),
)

const FILES = 'Web SDK: files'

item(
  FILES,
  'uploadFile, getTempFileURL, downloadFile, deleteFile',
  'docs',
  as(
    `const file = new File(['内容'], 'a.txt', { type: 'text/plain' })
     const { fileID } = await app.uploadFile({ cloudPath: 'web/照片 1.txt', filePath: file })
     const { fileList: [link] } = await app.getTempFileURL({ fileList: [fileID] })
     const text = await (await fetch(link.tempFileURL)).text()
     const { fileList: [deleted] } = await app.deleteFile({ fileList: [fileID] })
     const { fileList: [gone] } = await app.getTempFileURL({ fileList: [fileID] })
     return { fileID, code: link.code, text, deleted: deleted.code, gone: gone.code }`,
    {
      fileID: expect.stringMatching(/^cloud:\/\/local-env\./),
      code: 'SUCCESS',
      text: '内容',
      deleted: 'SUCCESS',
      gone: 'STORAGE_FILE_NONEXIST',
    },
  ),
)

item(
  FILES,
  'copyFile copies and moves',
  'sdk',
  as(
    `const file = new File(['x'], 'a.txt', { type: 'text/plain' })
     await app.uploadFile({ cloudPath: 'c/a.txt', filePath: file })
     const copied = await app.copyFile({ fileList: [{ srcPath: 'c/a.txt', dstPath: 'c/b.txt' }] })
     const moved = await app.copyFile({ fileList: [{ srcPath: 'c/a.txt', dstPath: 'c/d.txt', removeOriginal: true }] })
     const again = await app.copyFile({ fileList: [{ srcPath: 'c/b.txt', dstPath: 'c/d.txt', overwrite: false }] })
     const none = await app.copyFile({ fileList: [{ srcPath: 'c/a.txt', dstPath: 'c/e.txt' }] })
     return [copied, moved, again, none].map(({ fileList: [one] }) => one.code)`,
    ['SUCCESS', 'SUCCESS', 'STORAGE_FILE_EXIST', 'STORAGE_FILE_NONEXIST'],
  ),
)

item(
  FILES,
  'getFileInfo tells size and type',
  'sdk',
  as(
    `const file = new File(['12345'], 'a.txt', { type: 'text/plain' })
     const { fileID } = await app.uploadFile({ cloudPath: 'i/a.txt', filePath: file })
     const { fileList: [info] } = await app.getFileInfo({ fileList: [fileID] })
     return { code: info.code, size: Number(info.size) }`,
    { code: 'SUCCESS', size: 5 },
  ),
)

const CALLS = 'Web SDK: functions'

item(
  CALLS,
  'callFunction gives the result; the function knows the caller',
  'docs',
  as(`return await app.callFunction({ name: 'whoami', data: { a: 1 } })`, {
    requestId: expect.any(String),
    result: { event: { a: 1 }, before: { OPENID: 'o-ming' } },
  }),
)

item(
  CALLS,
  'a function that throws or is closed to clients rejects with a code',
  'sdk',
  as(
    `const code = (name, data) => app.callFunction({ name, data }).then(() => 'called', (error) => error.code)
     return [await code('fragile', { how: 'throw' }), await code('payback', {})]`,
    ['FUNCTIONS_EXECUTE_FAIL', 'PERMISSION_DENIED'],
  ),
)

const LIVE = 'Web SDK: live queries'

item(
  LIVE,
  'watch of a query and of a document: init, add, update, remove',
  'docs',
  web(async (page) => {
    await cloud().database.insert('board', [{ _id: 'w0', room: 1, n: 0 }])
    const seen = await inPage(page, 'board', async (c) => {
      const kinds: string[][] = [[], []]
      const watch = (from: unknown, into: string[]) =>
        (from as { watch(handlers: object): { close(): void } }).watch({
          onChange: ({ docChanges }: { docChanges: { dataType: string; docId: string }[] }) =>
            into.push(docChanges.map(({ dataType, docId }) => `${dataType} ${docId}`).join()),
          onError: (error: Error) => into.push(String(error)),
        })
      const until = async (condition: () => boolean) => {
        for (let i = 0; i < 1000 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 20))
      }
      const [query = [], document = []] = kinds
      const watches = [watch(c.where({ room: 1 }), query), watch(c.doc('w0'), document)]
      await until(() => query.length === 1 && document.length === 1)
      await c.add({ _id: 'w1', room: 1 })
      await until(() => query.length === 2)
      await c.doc('w0').update({ n: 1 })
      await until(() => query.length === 3 && document.length === 2)
      await c.doc('w1').remove()
      await until(() => query.length === 4)
      for (const one of watches) one.close()
      return kinds
    })
    expect(seen).toEqual([
      ['init w0', 'add w1', 'update w0', 'remove w1'],
      ['init w0', 'update w0'],
    ])
  }),
)

tabled(__filename)
