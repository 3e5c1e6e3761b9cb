import type { Page } from 'playwright-core'
import type { CloudClient, CollectionRule } from '../../src/index'
import { openBrowser, type SdkBrowser } from '../browser'
import { clouds } from './clouds'
import { differs, item, tabled } from './item'
import { inPage } from './web-page'

const AREA = 'Security rules'
const OWN = 'doc._openid == auth.openid'
const RULES: Record<string, CollectionRule> = {
  READONLY: 'READONLY',
  PRIVATE: 'PRIVATE',
  ADMINWRITE: 'ADMINWRITE',
  ADMINONLY: 'ADMINONLY',
  custom: { read: OWN, write: OWN },
  parts: {
    read: true,
    create: 'request.data.n > 0',
    update: 'doc.open == true && request.data.n > doc.n',
    delete: false,
  },
  logged: { read: "auth.loginType != 'ANONYMOUS'" },
  members: { read: 'auth.openid in doc.members' },
  shops: { read: false },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: rules have templates of their own
  orders: { read: 'auth.openid in get(`database.shops.${doc.shop}`).keepers' },
  fresh: { read: 'doc.until > now' },
}

const { both, cloud } = clouds({ rules: RULES, clock: { now: 1000 } })
let browser: SdkBrowser
/** ming owns the document `own` of each collection; hong owns nothing. */
const pages: Record<string, Page> = {}
const client = (name: string): CloudClient => cloud().client({ openid: `o-${name}`, uid: `u-${name}` })

beforeAll(async () => {
  const people = ['ming', 'hong'].map((name) => ({
    username: name,
    password: 'demo',
    openid: `o-${name}`,
    uid: `u-${name}`,
  }))
  await cloud().users.add(people)
  browser = await openBrowser()
  for (const username of ['ming', 'hong', 'nobody']) {
    const page = await browser.page(cloud().port)
    if (username === 'nobody') await page.evaluate(() => window.page.auth.signInAnonymously())
    else
      await page.evaluate((name) => window.page.auth.signInWithPassword({ username: name, password: 'demo' }), username)
    pages[username] = page
  }
})
afterAll(() => browser?.close())

async function seed(collection: string, documents?: Record<string, unknown>[]): Promise<void> {
  await cloud().database.remove(collection, {})
  const usual = ['own', 'other'].map((_id) => ({ _id, n: 1, _openid: _id === 'own' ? 'o-ming' : 'o-zhao' }))
  await cloud().database.insert(collection, documents ?? usual)
}

/** What came of each operation: ids, counts, or `denied`. */
type Outcomes = [read: string, doc: string, count: string, watch: string, add: string, update: string, remove: string]

/** All operations by `cloud.client`. */
async function byClient(name: string, collection: string, where: object = {}): Promise<Outcomes> {
  const documents = client(name).database().collection(collection)
  const asked = documents.where({ ...where })
  const ids = (found: Record<string, unknown>[]) =>
    found
      .map(({ _id }) => _id)
      .sort()
      .join()
  const attempt = (action: Promise<unknown>) =>
    action.then(String, ({ errCode }) => (errCode === -502003 ? 'denied' : errCode === -1 ? '' : `error ${errCode}`))
  const watched = new Promise<string>((resolve, reject) => {
    const watching = asked.watch({
      onChange: ({ docs }) => {
        resolve(ids(docs))
        void watching.close()
      },
      onError: reject,
    })
  })
  return [
    await attempt(asked.get().then(({ data }) => ids(data))),
    await attempt(
      documents
        .doc('own')
        .get()
        .then(({ data }) => ids([data])),
    ),
    await attempt(asked.count().then(({ total }) => total)),
    await attempt(watched),
    await attempt(documents.add({ data: { n: 5 } }).then(() => 'added')),
    await attempt(
      documents
        .where({ n: 1, ...where })
        .update({ data: { m: 1 } })
        .then(({ stats }) => stats.updated),
    ),
    await attempt(
      documents
        .where({ n: 1, ...where })
        .remove()
        .then(({ stats }) => stats.removed),
    ),
  ]
}

/** The same by the web SDK in a page. */
async function byPage(name: string, collection: string, where: object = {}): Promise<Outcomes> {
  const page = pages[name] as Page
  await page.evaluate(`window.page.where = ${JSON.stringify(where)}`)
  return (await inPage(page, collection, async (documents) => {
    const where = (window.page as unknown as { where: object }).where
    const asked = documents.where(where)
    const ids = (found: { _id: string }[]) =>
      found
        .map(({ _id }) => _id)
        .sort()
        .join()
    const attempt = (action: Promise<unknown>) =>
      action.then(String, (error) =>
        /PERMISSION_DENIED/.test(`${error.code} ${error.msgData?.code}`) ? 'denied' : `error ${error.code}`,
      )
    const watched = new Promise<string>((resolve, reject) => {
      const watching = (asked as unknown as { watch(handlers: object): { close(): void } }).watch({
        onChange: ({ docs }: { docs: { _id: string }[] }) => {
          resolve(ids(docs))
          setTimeout(() => watching.close())
        },
        onError: reject,
      })
    })
    const count = (key: string) => (reply: unknown) => (reply as Record<string, number>)[key]
    return [
      await attempt(asked.get().then(({ data }) => ids(data))),
      await attempt(
        documents
          .doc('own')
          .get()
          .then(({ data }) => ids(data)),
      ),
      await attempt(asked.count().then(({ total }) => total)),
      await attempt(watched),
      await attempt(Promise.resolve(documents.add({ n: 5 })).then(() => 'added')),
      await attempt(
        documents
          .where({ n: 1, ...where })
          .update({ m: 1 })
          .then(count('updated')),
      ),
      await attempt(
        documents
          .where({ n: 1, ...where })
          .remove()
          .then(count('deleted')),
      ),
    ] as Outcomes
  })) as Outcomes
}

const ALL_DENIED: Outcomes = ['denied', 'denied', 'denied', 'denied', 'denied', 'denied', 'denied']
const MATRIX: [kind: string, what: string, creator: Outcomes, stranger: Outcomes][] = [
  [
    'READONLY',
    'everybody reads, the creator writes',
    ['other,own', 'own', '2', 'other,own', 'added', '1', '1'],
    ['other,own', 'own', '2', 'other,own', 'added', '0', '0'],
  ],
  [
    'PRIVATE',
    'the creator reads and writes',
    ['own', 'own', '1', 'own', 'added', '1', '1'],
    ['', '', '0', '', 'added', '0', '0'],
  ],
  [
    'ADMINWRITE',
    'everybody reads',
    ['other,own', 'own', '2', 'other,own', 'denied', 'denied', 'denied'],
    ['other,own', 'own', '2', 'other,own', 'denied', 'denied', 'denied'],
  ],
  ['ADMINONLY', 'nothing for clients', ALL_DENIED, ALL_DENIED],
  ['unruled', 'a collection without a rule is ADMINONLY', ALL_DENIED, ALL_DENIED],
]

for (const [kind, what, creator, stranger] of MATRIX) {
  item(AREA, `${kind}: ${what}`, kind === 'unruled' ? 'assumed' : 'docs', async () => {
    for (const by of [byClient, byPage]) {
      for (const [name, expected] of [
        ['ming', creator],
        ['hong', stranger],
      ] as const) {
        await seed(kind)
        expect([by.name, name, ...(await by(name, kind))]).toEqual([by.name, name, ...expected])
      }
    }
  })
}

item(AREA, 'custom rules: a query that is no subset of the rule is refused', 'docs', async () => {
  for (const by of [byClient, byPage]) {
    await seed('custom')
    expect(await by('ming', 'custom')).toEqual(['denied', 'denied', 'denied', 'denied', 'added', 'denied', 'denied'])
    await seed('custom')
    const mine = await by('ming', 'custom', { _openid: '{openid}' })
    expect(mine).toEqual(['own', 'denied', '1', 'own', 'added', '1', '1'])
    await seed('custom')
    const none = await by('hong', 'custom', { _openid: '{openid}' })
    expect(none).toEqual(['', 'denied', '0', '', 'added', '0', '0'])
    await seed('custom')
    const others = await by('hong', 'custom', { _openid: 'o-ming' })
    expect(others).toEqual(['denied', 'denied', 'denied', 'denied', 'added', 'denied', 'denied'])
  }
})

item(AREA, 'doc() goes by the query too, which has to be a where() with what the rule asks for', 'docs', async () => {
  await seed('custom')
  const own = client('ming').database().collection('custom')
  await expect(own.doc('own').get()).rejects.toMatchObject({ errCode: -502003 })
  expect((await own.where({ _id: 'own', _openid: '{openid}' }).get()).data).toHaveLength(1)
  const seen = await inPage(
    pages.ming as Page,
    'custom',
    async (c) => (await c.where({ _id: 'own', _openid: '{openid}' }).get()).data.length,
  )
  expect(seen).toBe(1)
})

item(
  AREA,
  'create, update and delete apart; request.data is what is written',
  'docs',
  async () => {
    await seed('parts', [
      { _id: 'a', n: 3, open: true },
      { _id: 'b', n: 3, open: false },
    ])
    const parts = client('ming').database().collection('parts')
    const denied = { errCode: -502003 }
    await expect(parts.add({ data: { n: 0 } })).rejects.toMatchObject(denied)
    await expect(parts.add({ data: {} })).rejects.toMatchObject(denied)
    await parts.add({ data: { n: 1 } })
    await expect(parts.where({ open: true }).update({ data: { n: 3 } })).rejects.toMatchObject(denied)
    await expect(parts.where({ n: 3 }).update({ data: { n: 9 } })).rejects.toMatchObject(denied)
    await expect(parts.doc('b').set({ data: { n: 9 } })).rejects.toMatchObject(denied)
    expect((await parts.where({ open: true, n: 3 }).update({ data: { n: 9 } })).stats.updated).toBe(1)
    await expect(parts.where({ open: true }).remove()).rejects.toMatchObject(denied)
    expect(cloud().database.find('parts', { _id: { $in: ['a', 'b'] } })).toMatchObject([{ n: 9 }, { n: 3 }])
  },
  'a bound such as n > doc.n needs a query that settles doc.n',
)

item(
  AREA,
  '_openid is set for what a client adds, kept when it is replaced, and never its choice',
  'docs',
  async () => {
    const code = await inPage(pages.hong as Page, 'READONLY', async (c) => {
      const refused = (action: Promise<unknown>) => action.then(String, (error: { code: string }) => error.code)
      return [
        await refused(c.add({ _openid: 'o-ming' }) as Promise<unknown>),
        await refused(c.doc('x').set({ _openid: 'o-ming' })),
        await refused(c.where({}).update({ _openid: 'o-ming' })),
      ]
    })
    expect(code).toEqual(['INVALID_PARAM', 'INVALID_PARAM', 'INVALID_PARAM'])
    await seed('READONLY')
    await expect(
      client('hong')
        .database()
        .collection('READONLY')
        .doc('own')
        .set({ data: { n: 2 } }),
    ).resolves.toMatchObject({
      stats: { updated: 0, created: 0 },
    })
    await client('ming')
      .database()
      .collection('READONLY')
      .doc('own')
      .set({ data: { n: 2 } })
    expect(cloud().database.get('READONLY', 'own')).toEqual({ _id: 'own', n: 2, _openid: 'o-ming' })
  },
)

item(AREA, 'somebody anonymous has auth.uid and auth.loginType ANONYMOUS', 'docs', async () => {
  await seed('logged', [{ _id: 'l' }])
  const read = (name: string) => inPage(pages[name] as Page, 'logged', async (c) => (await c.get()).data.length)
  expect(await read('ming')).toBe(1)
  expect(await read('nobody')).toMatchObject({ code: 'DATABASE_PERMISSION_DENIED' })
  await inPage(pages.nobody as Page, 'PRIVATE', async (c) => await c.add({ made: 'anonymously' }))
  const [made] = cloud().database.find('PRIVATE', { made: 'anonymously' })
  expect(made?._openid).toMatch(/.+/)
})

item(AREA, 'lists of members, get() of another document, now', 'docs', async () => {
  await seed('members', [{ _id: 'm', members: ['o-ming', 'o-hong'] }])
  await seed('shops', [{ _id: 's1', keepers: ['o-ming'] }])
  await seed('orders', [{ _id: 'o1', shop: 's1' }])
  await seed('fresh', [
    { _id: 'f1', until: 5000 },
    { _id: 'f2', until: 500 },
  ])
  const ming = client('ming').database()
  const hong = client('hong').database()
  expect((await ming.collection('members').where({ members: '{openid}' }).get()).data).toHaveLength(1)
  await expect(ming.collection('members').where({}).get()).rejects.toMatchObject({ errCode: -502003 })
  expect((await ming.collection('orders').where({ shop: 's1' }).get()).data).toHaveLength(1)
  await expect(hong.collection('orders').where({ shop: 's1' }).get()).rejects.toMatchObject({ errCode: -502003 })
  expect(
    (
      await ming
        .collection('fresh')
        .where({ until: { $gt: 1000 } })
        .get()
    ).data,
  ).toMatchObject([{ _id: 'f1' }])
  await expect(
    ming
      .collection('fresh')
      .where({ until: { $gt: 900 } })
      .get(),
  ).rejects.toMatchObject({ errCode: -502003 })
})

item(
  AREA,
  'an aggregation begins with a match that is a subset of the rule; lookup reaches what everybody reads',
  'assumed',
  async () => {
    await seed('custom')
    await seed('READONLY')
    const result = await inPage(pages.ming as Page, 'custom', async (c) => {
      const attempt = (action: Promise<unknown>) =>
        action.then(
          (reply) => (reply as { data: unknown[] }).data.length,
          (error: { code: string }) => error.code,
        )
      const lookup = (from: string) => ({ from, localField: '_id', foreignField: '_id', as: 'found' })
      const mine = () => c.aggregate().match({ _openid: '{openid}' })
      return [
        await attempt(mine().end()),
        await attempt(c.aggregate().match({}).end()),
        await attempt(c.aggregate().sort({ n: 1 }).match({ _openid: '{openid}' }).end()),
        await attempt(mine().lookup(lookup('READONLY')).end()),
        await attempt(mine().lookup(lookup('PRIVATE')).end()),
        await attempt(mine().lookup(lookup('_users')).end()),
      ]
    })
    const denied = 'DATABASE_PERMISSION_DENIED'
    expect(result).toEqual([1, denied, denied, 1, denied, denied])
  },
)

item(AREA, 'a document that changes hands leaves one live query and enters another', 'docs', async () => {
  await seed('custom')
  const last: Record<string, unknown[]> = {}
  const watches = ['ming', 'hong'].map((name) =>
    client(name)
      .database()
      .collection('custom')
      .where({ _openid: '{openid}' })
      .watch({
        onChange: ({ docs }) => {
          last[name] = docs.map(({ _id }) => _id)
        },
        onError: (error) => {
          throw error
        },
      }),
  )
  await Promise.resolve()
  await cloud().database.update('custom', { _id: 'own' }, { $set: { _openid: 'o-hong' } })
  expect(last).toEqual({ ming: [], hong: ['own'] })
  for (const watch of watches) await watch.close()
})

item(AREA, 'inside a transaction of a client the rules hold as well', 'assumed', async () => {
  await seed('READONLY')
  const result = await inPage(pages.hong as Page, 'READONLY', async (_c, db) =>
    db.runTransaction(async (t: never) => {
      const documents = (
        t as { collection(name: string): { doc(id: string): { update(data: object): Promise<unknown> } } }
      ).collection('READONLY')
      return ((await documents.doc('own').update({ n: 9 })) as { updated: number }).updated
    }),
  )
  expect(result).toBe(0)
  expect(cloud().database.get('READONLY', 'own')).toMatchObject({ n: 1 })
})

item(
  AREA,
  'functions are not bound by them',
  'docs',
  both(async ({ db }) => {
    await seed('ADMINONLY')
    expect((await db.collection('ADMINONLY').get()).data).toHaveLength(2)
  }),
)

differs(
  AREA,
  'whether a query is a subset of a rule',
  'assumed',
  'shown by equality, $in, bounds, $ne, $nin, $all and elements, through $and and $or; documents are tested besides',
  async () => {
    await seed('custom')
    const own = client('ming').database().collection('custom')
    const roundabout = own.where({ $nor: [{ _openid: { $ne: '{openid}' } }] })
    await expect(roundabout.get()).rejects.toMatchObject({ errCode: -502003 })
  },
)

tabled(__filename)
