import type { Db } from '@cloudbase/database'
import type { Page } from 'playwright-core'
import { clouds } from './clouds'
import { item, missing, tabled } from './item'
import { inPage } from './web-page'

const OPEN = { read: true, write: true }
const { web, cloud } = clouds({ rules: { open: OPEN, other: OPEN } })
const AREA = 'Web SDK: database'

type Stored = Record<string, unknown>
type Collection = ReturnType<Db['collection']>
type Shape = new (...parts: unknown[]) => object
type Shapes = { Point: Shape; LineString: Shape; Polygon: Shape }

/** Runs in a page on the collection `open`, which holds these documents alone. */
const on = <T>(documents: Stored[], run: (collection: Collection, db: Db) => Promise<T>, check: (result: T) => void) =>
  web(async (page: Page) => {
    await cloud().database.remove('open', {})
    if (documents.length > 0) await cloud().database.insert('open', documents)
    check(await inPage(page, 'open', run))
  })

const numbers = [
  { _id: 'a', n: 1, tags: ['x'], at: new Date(1000) },
  { _id: 'b', n: 2, tags: ['x', 'y'], sub: { k: 1 } },
  { _id: 'c', n: 3, name: 'Ming', list: [{ k: 1, v: 2 }] },
  { _id: 'd' },
]
const is =
  <T>(expected: T) =>
  (result: unknown): void =>
    expect(result).toEqual(expected)

item(
  AREA,
  'add gives an id',
  'sdk',
  on(
    [],
    async (c) => {
      const { id } = (await c.add({ n: 1, sub: { k: 'v' } })) as { id: string }
      return { known: typeof id === 'string' && id.length > 0, data: (await c.doc(id).get()).data }
    },
    (result) => {
      expect(result.known).toBe(true)
      expect(result.data).toEqual([{ _id: expect.any(String), n: 1, sub: { k: 'v' }, _openid: 'o-ming' }])
    },
  ),
)

item(
  AREA,
  'add of a list gives ids',
  'sdk',
  on(
    [],
    async (c) => {
      const { ids } = (await c.add([{ n: 1 }, { n: 2 }])) as unknown as { ids: string[] }
      return { ids: ids.length, total: (await c.count()).total }
    },
    is({ ids: 2, total: 2 }),
  ),
)

item(
  AREA,
  'dates, numbers, null, geo points and nested values come back as they were',
  'sdk',
  on(
    [],
    async (c, db) => {
      const value = {
        at: new Date(5),
        whole: 7,
        part: 1.5,
        big: 5_000_000_000,
        none: null,
        deep: [{ x: [1, 'a', true] }],
      }
      const { id } = (await c.add({ ...value, point: new db.Geo.Point(113, 23) })) as { id: string }
      const found = (await c.where({ _id: id }).get()).data[0]
      const { point, at, ...rest } = found
      return { at: at.getTime(), point: [point.longitude, point.latitude], rest: { ...rest, _id: 0 } }
    },
    is({
      at: 5,
      point: [113, 23],
      rest: {
        _id: 0,
        whole: 7,
        part: 1.5,
        big: 5_000_000_000,
        none: null,
        deep: [{ x: [1, 'a', true] }],
        _openid: 'o-ming',
      },
    }),
  ),
)

item(
  AREA,
  'where with every query command',
  'docs',
  on(
    numbers,
    async (c, db) => {
      const _ = db.command
      const ids = async (where: object) =>
        (await c.where(where).get()).data.map(({ _id }: { _id: string }) => _id).join('')
      return [
        await ids({ n: 2 }),
        await ids({ n: _.eq(2) }),
        await ids({ n: _.neq(2) }),
        await ids({ n: _.gt(1) }),
        await ids({ n: _.gte(2).and(_.lt(3)) }),
        await ids({ n: _.lte(1).or(_.gt(2)) }),
        await ids({ n: _.in([1, 3]) }),
        await ids({ n: _.nin([1, 3]) }),
        await ids({ n: _.exists(false) }),
        await ids({ n: (_.mod as (operands: number[]) => unknown)([2, 1]) }),
        await ids({ tags: _.all(['x', 'y']) }),
        await ids({ tags: _.size(1) }),
        await ids({ list: _.elemMatch({ k: 1, v: _.gt(1) }) }),
        await ids(_.or([{ n: 1 }, { name: 'Ming' }])),
        await ids(_.and([{ n: _.gt(1) }, { n: _.lt(3) }])),
        await ids({ sub: { k: 1 } }),
        await ids({ 'sub.k': 1 }),
        await ids({ name: /^mi/i }),
        await ids({ name: db.RegExp({ regexp: '^mi', options: 'i' }) }),
        await ids({ at: _.lt(new Date(2000)) }),
        await ids({ name: db.RegExp({ regexp: '^Mi' } as { regexp: string; options: string }) }),
      ]
    },
    is([
      'b',
      'b',
      'acd',
      'bc',
      'b',
      'ac',
      'ac',
      'bd',
      'd',
      'ac',
      'b',
      'a',
      'c',
      'ac',
      'b',
      'b',
      'b',
      'c',
      'c',
      'a',
      'c',
    ]),
  ),
)

item(
  AREA,
  'orderBy, skip, limit, field, count',
  'docs',
  on(
    numbers,
    async (c, db) => ({
      ordered: (await c.orderBy('n', 'desc').limit(2).get()).data.map(({ _id }: { _id: string }) => _id),
      skipped: (
        await c
          .where({ n: db.command.gt(0) })
          .orderBy('n', 'asc')
          .skip(1)
          .get()
      ).data.map(({ n }: { n: number }) => n),
      fields: (await c.where({ _id: 'b' }).field({ n: true }).get()).data,
      without: (await c.doc('c').field({ list: false, name: false }).get()).data,
      total: (await c.where({ n: db.command.gt(1) }).count()).total,
    }),
    is({
      ordered: ['c', 'b'],
      skipped: [2, 3],
      fields: [{ _id: 'b', n: 2 }],
      without: [{ _id: 'c', n: 3 }],
      total: 2,
    }),
  ),
)

item(
  AREA,
  'a read gives 100 documents, and 1,000 at most',
  'sdk',
  on(
    Array.from({ length: 1100 }, (_, n) => ({ n })),
    async (c) => [(await c.get()).data.length, (await c.limit(5000).get()).data.length, (await c.count()).total],
    is([100, 1000, 1100]),
  ),
)

item(
  AREA,
  'update with every update command',
  'docs',
  on(
    [{ _id: 'u', n: 1, m: 2, s: { a: 1 }, list: [1, 2], old: 1, set: ['a'] }],
    async (c, db) => {
      const _ = db.command
      const { updated } = (await c.doc('u').update({
        n: _.inc(2),
        m: _.mul(3),
        s: { b: 2 },
        list: _.push([3, 4]),
        old: _.remove(),
        low: _.min(5),
        set: _.addToSet('b'),
        at: db.serverDate(),
        whole: _.set({ x: 1 }),
      })) as { updated: number }
      const found = (await c.doc('u').get()).data[0]
      return { updated, found: { ...found, at: found.at instanceof Date } }
    },
    is({
      updated: 1,
      found: {
        _id: 'u',
        n: 3,
        m: 6,
        s: { a: 1, b: 2 },
        list: [1, 2, 3, 4],
        low: 5,
        set: ['a', 'b'],
        at: true,
        whole: { x: 1 },
      },
    }),
  ),
)

item(
  AREA,
  'update of a query changes all, and says how many',
  'docs',
  on(
    numbers,
    async (c, db) => ({
      updated: ((await c.where({ n: db.command.gte(2) }).update({ seen: true })) as { updated: number }).updated,
      none: ((await c.where({ n: 77 }).update({ seen: true })) as { updated: number }).updated,
      total: (await c.where({ seen: true }).count()).total,
    }),
    is({ updated: 2, none: 0, total: 2 }),
  ),
)

item(
  AREA,
  'set replaces a document or makes it',
  'docs',
  on(
    [{ _id: 's', a: 1, _openid: 'o-hong' }],
    async (c) => {
      const replaced = (await c.doc('s').set({ b: 2 })) as { updated: number; upsertedId?: string }
      const made = (await c.doc('t').set({ c: 3 })) as { updated: number; upsertedId?: string }
      return {
        replaced: replaced.updated,
        made: [made.updated, made.upsertedId],
        data: (await c.orderBy('_id', 'asc').get()).data,
      }
    },
    is({
      replaced: 1,
      made: [0, 't'],
      data: [
        { _id: 's', b: 2, _openid: 'o-hong' },
        { _id: 't', c: 3, _openid: 'o-ming' },
      ],
    }),
  ),
  'the SDK asks for a merge; the documented replacement is done',
)

item(
  AREA,
  'remove of a document and of a query says how many',
  'docs',
  on(
    numbers,
    async (c, db) => {
      const deleted = async (reference: { remove(): Promise<unknown> }) =>
        ((await reference.remove()) as { deleted: number }).deleted
      return [
        await deleted(c.doc('a')),
        await deleted(c.doc('a')),
        await deleted(c.where({ n: db.command.gt(1) }) as never),
        (await c.count()).total,
      ]
    },
    is([1, 0, 2, 1]),
  ),
)

item(
  AREA,
  'doc().get() of a missing document gives an empty list',
  'sdk',
  on([], async (c) => (await c.doc('x').get()).data, is([])),
)

item(
  AREA,
  'where({_id: _.eq(x)}).get() of a missing document is an error',
  'assumed',
  on(
    [],
    async (c, db) => await c.where({ _id: db.command.eq('x') }).get(),
    (result) => expect(result).toMatchObject({ code: 'DATABASE_DOCUMENT_NOT_EXIST' }),
  ),
)

item(
  AREA,
  'aggregate',
  'docs',
  on(
    numbers,
    async (c, db) => {
      const $ = db.command.aggregate
      const { data } = await c
        .aggregate()
        .match({ n: db.command.gt(0) })
        .group({ _id: null, sum: $.sum('$n'), at: $.max('$at') })
        .end()
      return { ...data[0], at: data[0].at instanceof Date }
    },
    is({ _id: null, sum: 6, at: true }),
  ),
)

item(
  AREA,
  'runTransaction commits what was done, rolls back on an error, reads its own writes',
  'sdk',
  on(
    [{ _id: 'a', n: 1 }],
    async (c, db) => {
      const value = await db.runTransaction(async (t: never) => {
        const own = (t as { collection(name: string): Collection }).collection('open')
        await own.doc('a').update({ n: db.command.inc(1) })
        await own.add({ _id: 'z', made: true })
        return ((await own.doc('a').get()) as unknown as { data: { list: { n: number }[] } }).data.list[0]?.n
      })
      const failed = await db
        .runTransaction(async (t: never) => {
          await (t as { collection(name: string): Collection }).collection('open').doc('a').update({ n: 50 })
          throw new Error('no')
        })
        .catch((error: Error) => error.message)
      return {
        value,
        failed,
        n: (await c.doc('a').get()).data[0].n,
        made: (await c.where({ made: true }).count()).total,
      }
    },
    is({ value: 2, failed: 'no', n: 2, made: 1 }),
  ),
)

item(
  AREA,
  'startTransaction: set, remove, rollback, commit',
  'sdk',
  on(
    [
      { _id: 'a', n: 1 },
      { _id: 'b', n: 1 },
    ],
    async (c, db) => {
      const start = db.startTransaction as unknown as () => Promise<never>
      type Transaction = { collection(name: string): Collection; commit(): Promise<void>; rollback(): Promise<void> }
      const first = (await start.call(db)) as Transaction
      await first.collection('open').doc('a').set({ n: 9 })
      await (first.collection('open').doc('b') as unknown as { delete(): Promise<void> }).delete()
      await first.rollback()
      const before = (await c.orderBy('_id', 'asc').get()).data.map(({ n }: { n: number }) => n)
      const second = (await start.call(db)) as Transaction
      await second.collection('open').doc('a').set({ n: 9 })
      await (second.collection('open').doc('b') as unknown as { delete(): Promise<void> }).delete()
      await second.commit()
      return { before, after: (await c.get()).data.map(({ n }: { n: number }) => n) }
    },
    is({ before: [1, 1], after: [9] }),
  ),
)

item(
  AREA,
  'errors carry the platform’s codes',
  'sdk',
  on(
    [{ _id: 'a', text: 'x' }],
    async (c, db) => {
      const code = (action: Promise<unknown>) => action.then(String, (error: { code: string }) => error.code)
      return [
        await code(c.doc('a').update({ text: db.command.inc(1) })),
        await code(c.add({ _id: 'a' }) as Promise<unknown>),
        await code(db.collection('closed').get()),
        await code(db.collection('closed').add({ n: 1 }) as Promise<unknown>),
      ]
    },
    is([
      'DATABASE_REQUEST_FAILED',
      'DATABASE_REQUEST_FAILED',
      'DATABASE_PERMISSION_DENIED',
      'DATABASE_PERMISSION_DENIED',
    ]),
  ),
)

item(
  AREA,
  'aggregate that begins with geoNear',
  'docs',
  on(
    [{ _id: 'near', at: { type: 'Point', coordinates: [1, 1] } }],
    async (c, db) => {
      const near = { distanceField: 'm', spherical: true, near: new db.Geo.Point(1, 1), key: 'at', maxDistance: 10 }
      return (await c.aggregate().geoNear(near).end()).data
    },
    (found) => expect(found).toMatchObject([{ _id: 'near', m: 0 }]),
  ),
)

item(
  AREA,
  'geoNear, geoWithin, geoIntersects',
  'docs',
  on(
    [
      { _id: 'near', at: { type: 'Point', coordinates: [113.3, 23.1] } },
      { _id: 'far', at: { type: 'Point', coordinates: [121.5, 31.2] } },
    ],
    async (c, db) => {
      const _ = db.command
      const { Point, LineString, Polygon } = db.Geo as unknown as Shapes
      const here = new Point(113.3, 23.11)
      const square = new Polygon([
        new LineString([
          new Point(113, 23),
          new Point(114, 23),
          new Point(114, 24),
          new Point(113, 24),
          new Point(113, 23),
        ]),
      ])
      const ids = async (where: object) => (await c.where(where).get()).data.map(({ _id }: { _id: string }) => _id)
      return {
        near: await ids({ at: _.geoNear({ geometry: here, maxDistance: 5000 }) }),
        within: await ids({ at: _.geoWithin({ geometry: square }) }),
        intersects: await ids({ at: _.geoIntersects({ geometry: square }) }),
      }
    },
    is({ near: ['near'], within: ['near'], intersects: ['near'] }),
  ),
)

missing(
  AREA,
  'runCommands',
  'commands of the database itself are for the server; clients are refused',
  on(
    [],
    async (_c, db) =>
      await (db as unknown as { runCommands(params: object): Promise<unknown> }).runCommands({
        commands: [{ ping: 1 }],
      }),
    (result) => expect(result).toMatchObject({ code: 'DATABASE_PERMISSION_DENIED' }),
  ),
)

tabled(__filename)
