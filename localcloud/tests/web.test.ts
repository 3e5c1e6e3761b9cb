import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { LocalCloud } from '../src/index'
import { openBrowser, type SdkBrowser } from './browser'
import { eventually, shop, startCloud } from './support'

const RULES = {
  board: { read: true },
  letters: { read: 'doc.to == auth.openid || doc.to in ["all"]' },
  closed: { read: false },
}
const PEOPLE = [
  { username: 'ming', password: 'demo', openid: 'o-ming', uid: 'u-ming' },
  { username: 'hong', password: 'demo', openid: 'o-hong', uid: 'u-hong' },
]

let cloud: LocalCloud
let browser: SdkBrowser

beforeAll(async () => {
  cloud = await startCloud({ rules: RULES })
  await cloud.users.add(PEOPLE)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await cloud?.close()
})

async function signedIn(username: string, port = cloud.port): Promise<Page> {
  const page = await browser.page(port)
  const error = await page.evaluate(
    async (name) => (await window.page.auth.signInWithPassword({ username: name, password: 'demo' })).error,
    username,
  )
  expect(error).toBeNull()
  return page
}

function callFunction(page: Page, name: string, data: object): Promise<unknown> {
  return page.evaluate(
    async ([name, data]) => {
      try {
        return await window.page.app.callFunction({ name, data })
      } catch (error) {
        return { failed: error }
      }
    },
    [name, data] as const,
  )
}

/** Starts a live query in the page; its snapshots are in `window.page.seen`. */
async function watch(page: Page, collection: string, where: object): Promise<void> {
  await page.evaluate(
    ([collection, where]) => {
      window.page.seen = []
      window.page.failures = []
      window.page.app
        .database()
        .collection(collection)
        .where(where)
        .watch({
          onChange: (snapshot) => window.page.seen.push(snapshot.docs),
          onError: (error) => window.page.failures.push(String(error)),
        })
    },
    [collection, where] as const,
  )
}

const lastDocs = (page: Page) => page.evaluate(() => window.page.seen[window.page.seen.length - 1])
const sees = (page: Page, docs: unknown[]) => eventually(async () => expect(await lastDocs(page)).toEqual(docs))

test('a function called from a page knows who is signed in', async () => {
  const page = await signedIn('ming')
  expect(await callFunction(page, 'whoami', { hello: '你好' })).toMatchObject({
    result: { before: { OPENID: 'o-ming', SOURCE: 'web_client' }, info: { uid: 'u-ming' }, event: { hello: '你好' } },
  })
})

test('a wrong password is refused', async () => {
  const page = await browser.page(cloud.port)
  const { error, user } = await page.evaluate(async () => {
    const { error, data } = await window.page.auth.signInWithPassword({ username: 'ming', password: 'no' })
    return { error: error?.message, user: data.user }
  })
  expect(error).toContain('password')
  expect(user).toBeNull()
})

test('somebody anonymous has a uid and no openid', async () => {
  const page = await browser.page(cloud.port)
  await page.evaluate(() => window.page.auth.signInAnonymously())
  const { result } = (await callFunction(page, 'whoami', {})) as { result: { before: object; info: object } }
  expect(result.before).not.toHaveProperty('OPENID')
  expect(result.info).toMatchObject({ uid: expect.stringMatching(/.+/), isAnonymous: true })
})

test('a custom ticket signs in', async () => {
  const made = await fetch(`${cloud.url}/_localcloud/tickets`, { method: 'POST', body: '{"uid":"t-1"}' })
  const { ticket } = await made.json()
  const page = await browser.page(cloud.port)
  await page.evaluate((ticket) => window.page.auth.signInWithCustomTicket(() => Promise.resolve(ticket)), ticket)
  expect(await callFunction(page, 'whoami', {})).toMatchObject({ result: { info: { uid: 't-1', openId: 't-1' } } })
})

test('an expired token is refreshed without anybody noticing', async () => {
  const page = await signedIn('ming')
  await page.evaluate(() => {
    const stored = JSON.parse(localStorage.getItem('credentials_local-env') ?? '{}')
    localStorage.setItem(
      'credentials_local-env',
      JSON.stringify({ ...stored, access_token: 'stale', expires_at: new Date(0) }),
    )
  })
  await page.reload()
  await page.evaluate((port) => {
    window.page.app = window.page.init({ env: 'local-env' })
    window.page.app.registerHost(`127.0.0.1:${port}`)
  }, cloud.port)
  expect(await callFunction(page, 'whoami', {})).toMatchObject({ result: { before: { OPENID: 'o-ming' } } })
})

test('after signing out the token is worth nothing', async () => {
  const page = await signedIn('ming')
  const stored = await page.evaluate(() => localStorage.getItem('credentials_local-env'))
  await page.evaluate(() => window.page.auth.signOut())
  const { access_token: token } = JSON.parse(stored ?? '{}')
  expect(token).toBeTruthy()
  const headers = { Authorization: `Bearer ${token}` }
  const reply = await fetch(`${cloud.url}/v1/functions/whoami`, { method: 'POST', body: '{}', headers })
  expect(reply.status).toBe(401)
})

test('a page may not call a function that is closed to clients, nor one that fails without hearing so', async () => {
  const page = await signedIn('ming')
  expect(await callFunction(page, 'payback', {})).toMatchObject({ failed: { code: 'PERMISSION_DENIED' } })
  expect(await callFunction(page, 'fragile', { how: 'throw' })).toMatchObject({
    failed: { code: 'FUNCTIONS_EXECUTE_FAIL', message: expect.stringContaining('thrown') },
  })
})

test('reading in a page goes by the rules', async () => {
  await cloud.database.insert('letters', [
    { _id: 'l1', to: 'o-ming', text: 'a', at: new Date(5) },
    { _id: 'l2', to: 'o-hong', text: 'b' },
    { _id: 'l3', to: 'all', text: 'c' },
  ])
  const page = await signedIn('ming')
  const read = await page.evaluate(async () => {
    const letters = window.page.app.database().collection('letters')
    const attempt = <T>(action: Promise<T>) => action.catch((error) => error.code as string)
    const mine = letters.where({ to: '{openid}' })
    const { data } = await mine.get()
    return {
      ids: data.map((letter) => letter._id),
      at: data[0]?.at instanceof Date && data[0].at.getTime(),
      total: (await mine.count()).total,
      all: (await letters.where({ to: 'all' }).get()).data.map((letter) => letter._id),
      own: await attempt(letters.doc('l1').get()),
      everything: await attempt(letters.get()),
      write: await attempt(letters.doc('l1').update({ text: 'x' })),
      closed: await attempt(window.page.app.database().collection('closed').get()),
      unknown: await attempt(window.page.app.database().collection('whatever').get()),
      system: await attempt(window.page.app.database().collection('_users').get()),
    }
  })
  const denied = 'DATABASE_PERMISSION_DENIED'
  expect(read).toEqual({
    ids: ['l1'],
    at: 5,
    total: 1,
    all: ['l3'],
    own: denied,
    everything: denied,
    write: denied,
    closed: denied,
    unknown: denied,
    system: denied,
  })
})

test('a watch delivers every change that the rule allows, and nothing else', async () => {
  const page = await signedIn('hong')
  await watch(page, 'letters', { text: 'w', to: '{openid}' })
  await sees(page, [])
  await cloud.database.insert('letters', [{ _id: 'w1', to: 'o-ming', text: 'w', n: 1 }])
  await cloud.database.insert('letters', [{ _id: 'w2', to: 'o-hong', text: 'w', n: 1, old: true }])
  await sees(page, [{ _id: 'w2', to: 'o-hong', text: 'w', n: 1, old: true }])
  await shop(cloud, { action: 'inc', collection: 'letters', id: 'w2', field: 'n', by: 2 })
  await cloud.database.update('letters', { _id: 'w2' }, { $unset: { old: '' } })
  await sees(page, [{ _id: 'w2', to: 'o-hong', text: 'w', n: 3 }])
  // A letter handed over to her appears; one taken from her goes.
  await cloud.database.update('letters', { _id: 'w1' }, { $set: { to: 'o-hong' } })
  await sees(page, [expect.objectContaining({ _id: 'w2' }), expect.objectContaining({ _id: 'w1' })])
  await cloud.database.update('letters', { _id: 'w2' }, { $set: { to: 'o-ming' } })
  await sees(page, [expect.objectContaining({ _id: 'w1' })])
  await cloud.database.remove('letters', { _id: 'w1' })
  await sees(page, [])
  const everything = JSON.stringify(await page.evaluate(() => window.page.seen))
  expect(everything).not.toContain('"to":"o-ming"')
  expect(await page.evaluate(() => window.page.failures)).toEqual([])
})

test('a watch on a closed collection fails', async () => {
  const page = await signedIn('hong')
  await watch(page, 'closed', {})
  await eventually(async () => expect(await page.evaluate(() => window.page.failures.length)).toBeGreaterThan(0))
  expect(await page.evaluate(() => window.page.seen)).toEqual([])
})

test('a watch that lost its connection gets what it missed', async () => {
  await cloud.database.insert('board', [{ _id: 'd1', kind: 'drop', n: 1 }])
  const page = await signedIn('ming')
  await watch(page, 'board', { kind: 'drop' })
  await sees(page, [{ _id: 'd1', kind: 'drop', n: 1 }])
  const reply = await fetch(`${cloud.url}/_localcloud/drop-connections`, { method: 'POST' })
  expect((await reply.json()).dropped).toBeGreaterThan(0)
  await cloud.database.update('board', { _id: 'd1' }, { $set: { n: 2 } })
  await cloud.database.insert('board', [{ _id: 'd2', kind: 'drop', n: 1 }])
  const both = [
    { _id: 'd1', kind: 'drop', n: 2 },
    { _id: 'd2', kind: 'drop', n: 1 },
  ]
  await sees(page, both)
  // Each change arrives as one event of its own: the first result, then one for each write.
  expect(await page.evaluate(() => window.page.seen.length)).toBe(3)
  expect(await page.evaluate(() => window.page.failures)).toEqual([])
})

test('a watch comes back by itself after a restart of the cloud and knows what it missed', async () => {
  const data = mkdtempSync(join(tmpdir(), 'localcloud-test-'))
  let own = await startCloud({ data, rules: RULES })
  const { port } = own
  try {
    await own.users.add(PEOPLE)
    await own.database.insert('board', [
      { _id: 'b1', n: 1 },
      { _id: 'b2', n: 1 },
    ])
    const page = await signedIn('ming', port)
    await watch(page, 'board', {})
    await sees(page, [expect.objectContaining({ _id: 'b1' }), expect.objectContaining({ _id: 'b2' })])
    await own.close()
    own = await startCloud({ data, port, rules: RULES })
    await own.database.remove('board', { _id: 'b1' })
    await own.database.update('board', { _id: 'b2' }, { $set: { n: 2 } })
    // When its first attempt comes too early, the SDK waits ten seconds before the next.
    await eventually(async () => expect(await lastDocs(page)).toEqual([{ _id: 'b2', n: 2 }]), 30_000)
    await own.database.update('board', { _id: 'b2' }, { $set: { n: 3 } })
    await sees(page, [{ _id: 'b2', n: 3 }])
    expect(await callFunction(page, 'whoami', {})).toMatchObject({ result: { before: { OPENID: 'o-ming' } } })
    expect(await page.evaluate(() => window.page.failures)).toEqual([])
  } finally {
    await own.close()
    rmSync(data, { recursive: true, force: true })
  }
})

test('a page uploads a file; others read it, only its owner deletes it', async () => {
  const page = await signedIn('ming')
  const fileID = await page.evaluate(async () => {
    const file = new File(['内容'], 'a.txt', { type: 'text/plain' })
    return (await window.page.app.uploadFile({ cloudPath: 'web/照片 1.txt', filePath: file })).fileID
  })
  const other = await signedIn('hong')
  const seen = await other.evaluate(async (fileID) => {
    const { fileList } = await window.page.app.getTempFileURL({ fileList: [fileID] })
    const text = await (await fetch(fileList[0]?.tempFileURL ?? '')).text()
    const deleted = await window.page.app.deleteFile({ fileList: [fileID] })
    return { text, deleted: deleted.fileList[0]?.code }
  }, fileID)
  expect(seen).toEqual({ text: '内容', deleted: 'STORAGE_EXCEED_AUTHORITY' })
  const own = await page.evaluate(async (fileID) => {
    const deleted = await window.page.app.deleteFile({ fileList: [fileID] })
    return deleted.fileList[0]?.code
  }, fileID)
  expect(own).toBe('SUCCESS')
})
