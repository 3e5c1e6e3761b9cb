import type { Db } from '@cloudbase/database'
import { FUNCTIONS } from '../support'
import { clouds } from './clouds'
import { item, tabled } from './item'
import { inPage } from './web-page'

type Stored = Record<string, unknown>
type Collection = ReturnType<Db['collection']>
type Commands = { runCommands(request: object): Promise<unknown> }

const AREA = 'Web SDK: endPointMode CLOUD_API'
const rules = { open: { read: true, write: true }, mine: 'PRIVATE' } as const
const { web, cloud } = clouds({ functions: FUNCTIONS, rules }, { endPointMode: 'CLOUD_API' })

/** Runs in a page on the collection `open`, which holds these documents alone. */
const on = <T>(documents: Stored[], run: (collection: Collection, db: Db) => Promise<T>, expected: unknown) =>
  web(async (page) => {
    await cloud().database.remove('open', {})
    if (documents.length > 0) await cloud().database.insert('open', documents)
    expect(await inPage(page, 'open', run)).toEqual(expected)
  })

/** Runs a script in the page, where `app` is the SDK's. */
const script = (body: string, expected: unknown) =>
  web(async (page) => expect(await page.evaluate(`(async (app) => { ${body} })(window.page.app)`)).toEqual(expected))

const numbers = [
  { _id: 'a', n: 1, at: new Date(1000) },
  { _id: 'b', n: 2, tags: ['x', 'y'] },
  { _id: 'c', n: 3, sub: { k: 1 } },
]

item(
  AREA,
  'where, orderBy, skip, limit, field, count',
  'sdk',
  on(
    numbers,
    async (c, db) => {
      const _ = db.command
      const query = c.where({ n: _.gt(0).and(_.neq(9)) })
      const { data } = await query.orderBy('n', 'desc').skip(1).limit(2).field({ n: true }).get()
      const { total } = await query.count()
      const before = await c.where({ at: _.lt(new Date(2000)) }).get()
      return { data, total, at: before.data[0].at.getTime(), none: (await c.doc('none').get()).data }
    },
    {
      data: [
        { _id: 'b', n: 2 },
        { _id: 'a', n: 1 },
      ],
      ...{ total: 3, at: 1000, none: [] },
    },
  ),
)

item(
  AREA,
  'add, of one and of a list; values come back as they were',
  'sdk',
  on(
    [],
    async (c, db) => {
      const { id } = (await c.add({ at: new Date(5), on: new db.Geo.Point(1, 2), deep: [{ x: null }] })) as {
        id: string
      }
      const { ids } = (await c.add([{ n: 1 }, { n: 2 }])) as unknown as { ids: string[] }
      const [{ at, on: place, deep }] = (await c.doc(id).get()).data
      return { ids: ids.length, at: at.getTime(), place: [place.longitude, place.latitude], deep }
    },
    { ids: 2, at: 5, place: [1, 2], deep: [{ x: null }] },
  ),
)

item(
  AREA,
  'update of a document and of a query, set, remove',
  'sdk',
  on(
    numbers,
    async (c, db) => {
      const _ = db.command
      const one = await c.doc('b').update({ n: _.inc(5), tags: _.push(['z']) })
      const many = await c.where({ n: _.lte(3) }).update({ seen: true })
      const replaced = await c.doc('c').set({ only: 1 })
      const made = await c.doc('new').set({ only: 2 })
      const removed = await c.where({ seen: true }).remove()
      const left = (await c.orderBy('_id', 'asc').get()).data.map(({ _openid, ...rest }: Stored) => rest)
      const counts = [one.updated, many.updated, replaced.updated, removed.deleted]
      return { counts, made: (made as { upsertedId?: string }).upsertedId, left }
    },
    {
      counts: [1, 2, 1, 1],
      made: 'new',
      left: [
        { _id: 'b', n: 7, tags: ['x', 'y', 'z'] },
        { _id: 'c', only: 1 },
        { _id: 'new', only: 2 },
      ],
    },
  ),
)

item(
  AREA,
  'aggregate',
  'sdk',
  on(
    numbers,
    async (c, db) => {
      const $ = db.command.aggregate
      const { data } = await c
        .aggregate()
        .match({ n: db.command.gt(1) })
        .group({ _id: null, sum: $.sum('$n') })
        .end()
      return data
    },
    [{ _id: null, sum: 5 }],
  ),
)

item(
  AREA,
  'transactions: read, add, update, set, remove, commit, rollback',
  'sdk',
  on(
    numbers,
    async (c, db) => {
      const done = await db.runTransaction(async (transaction: Awaited<ReturnType<Db['startTransaction']>>) => {
        const inside = transaction.collection('open')
        const { data } = await inside.doc('a').get()
        await inside.doc('a').update({ n: db.command.inc(10) })
        await inside.doc('b').set({ n: 20 })
        await inside.doc('c').delete()
        await inside.doc('new').set({ n: 40 })
        await inside.add({ _id: 'added', n: 50 })
        return { before: (data as { n: number }).n, missing: (await inside.doc('none').get()).data }
      })
      const other = await db.startTransaction()
      await other.collection('open').doc('a').update({ n: 0 })
      await other.rollback()
      const { data } = await c.orderBy('n', 'asc').get()
      return { done, left: data.map(({ _id, n }: Stored) => [_id, n]) }
    },
    {
      done: { before: 1, missing: null },
      left: [
        ['a', 11],
        ['b', 20],
        ['new', 40],
        ['added', 50],
      ],
    },
  ),
)

item(
  AREA,
  'security rules hold',
  'assumed',
  web(async (page) => {
    await cloud().database.insert('mine', [{ _id: 'theirs', _openid: 'o-other' }])
    const found = await inPage(page, 'mine', async (c, db) => {
      const code = async (reply: unknown) => ((await reply) as { code?: string }).code
      await c.add({ _id: 'own' })
      return {
        seen: (await c.get()).data.map(({ _id }: Stored) => _id),
        removed: (await c.doc('theirs').remove()).deleted,
        chosen: await code(c.add({ _openid: 'o-other' })),
        closed: await code(db.collection('closed').get()),
        system: await code(db.collection('_users').get()),
        commands: await code(
          (db as unknown as Commands).runCommands({ commands: [{ ping: 1 }] }).catch((error) => error),
        ),
      }
    })
    const denied = 'DATABASE_PERMISSION_DENIED'
    expect(found).toEqual({
      ...{ seen: ['own'], removed: 0, chosen: 'INVALID_PARAM', closed: denied, system: denied, commands: denied },
    })
  }),
)

item(AREA, 'who is not signed in is refused', 'assumed', async () => {
  for (const action of [
    'database.queryDocument',
    'functions.invokeFunction',
    'storage.batchDeleteFile',
    'auth.wsWebSign',
  ]) {
    const body = JSON.stringify({ action, collectionName: 'open', function_name: 'whoami', access_token: 'x.y.z' })
    const reply = await (await fetch(`${cloud().url}/web`, { method: 'POST', body })).json()
    expect(reply).toMatchObject({ code: 'CHECK_LOGIN_FAILED' })
  }
})

item(
  AREA,
  'callFunction gives the result; a function that is not there gives its code',
  'sdk',
  script(
    `const { result } = await app.callFunction({ name: 'whoami', data: { a: 1 } })
     const missing = await app.callFunction({ name: 'nobody' }).then(String, (error) => /\\bFUNCTION_\\w+/.exec(error.message)?.[0])
     return { uid: result.info.uid, event: result.event.a, missing }`,
    { uid: 'u-ming', event: 1, missing: 'FUNCTION_NOT_FOUND' },
  ),
)

item(
  AREA,
  'files: uploadFile, getTempFileURL, copyFile, deleteFile',
  'sdk',
  script(
    `const file = new File(['内容'], 'a.txt', { type: 'text/plain' })
     const { fileID } = await app.uploadFile({ cloudPath: 'old/a.txt', filePath: file })
     const { fileList: [copy] } = await app.copyFile({ fileList: [{ srcPath: 'old/a.txt', dstPath: 'new/a.txt' }] })
     const { fileList: [link, none] } = await app.getTempFileURL({ fileList: [copy.fileID, fileID + 'x'] })
     const text = await (await fetch(link.tempFileURL)).text()
     const { fileList: deleted } = await app.deleteFile({ fileList: [fileID, fileID] })
     return { codes: [copy, link, none, ...deleted].map(({ code }) => code), text }`,
    {
      codes: ['SUCCESS', 'SUCCESS', 'STORAGE_FILE_NONEXIST', 'SUCCESS', 'STORAGE_FILE_NONEXIST'],
      text: '内容',
    },
  ),
)

tabled(__filename)
