import { clouds, type ServerSdk } from './clouds'
import { differs, item, tabled } from './item'

const { both, node, wx } = clouds()
const DOCUMENTS = 'Database: documents'
const RESULTS = 'Database: results of queries'
const VALUES = 'Database: values'
const ERRORS = 'Database: errors'

type Stored = Record<string, unknown>

type Shape = 'Point' | 'LineString' | 'Polygon' | 'MultiPoint' | 'MultiLineString' | 'MultiPolygon'
type Shapes = Record<Shape, new (...parts: unknown[]) => object>

const failure = (promise: Promise<unknown>): Promise<Stored> =>
  promise.then(
    () => ({}),
    (error) => error as Stored,
  )

/** What an SDK makes of a failure: wx-server-sdk a number and its own words, node-sdk the code of the wire. */
async function fails({ name }: ServerSdk, promise: Promise<unknown>, errCode: number, code: string, text: string) {
  const error = await failure(promise)
  expect(error).toMatchObject(name === 'node-sdk' ? { code } : { errCode })
  expect(String(name === 'node-sdk' ? error.message : error.errMsg)).toContain(text)
}

item(
  DOCUMENTS,
  'add makes an id of 32 digits, or takes one',
  'assumed',
  both(async ({ seeded, add, read }) => {
    const collection = await seeded()
    expect(await add(collection, { n: 1 })).toMatch(/^[0-9a-f]{32}$/)
    expect(await add(collection, { _id: 'mine', n: 2 })).toBe('mine')
    expect(await add(collection, { _id: 7, n: 3 } as object)).toBe(7)
    expect(await read(collection.doc(7))).toEqual({ _id: 7, n: 3 })
  }),
)
item(
  DOCUMENTS,
  'add of a list',
  'sdk',
  node(async ({ seeded }) => {
    const collection = await seeded()
    const { ids } = await collection.add([{ n: 1 }, { n: 2 }])
    expect(ids).toHaveLength(2)
    expect((await collection.get()).data.map(({ n }: Stored) => n)).toEqual([1, 2])
  }),
)
item(
  DOCUMENTS,
  'get',
  'docs',
  both(async ({ seeded, read }) => {
    const collection = await seeded([{ _id: 'a', n: 1, o: { x: [1, { y: null }] } }])
    expect(await read(collection.doc('a'))).toEqual({ _id: 'a', n: 1, o: { x: [1, { y: null }] } })
  }),
)
item(
  DOCUMENTS,
  'get of a missing document',
  'sdk',
  both(async ({ seeded, name }) => {
    const asked = (await seeded()).doc('a').get()
    if (name === 'node-sdk') expect((await asked).data).toEqual([])
    else {
      const errMsg = 'document.get:fail document with _id a does not exist'
      expect(await failure(asked)).toMatchObject({ errCode: -1, errMsg: expect.stringContaining(errMsg) })
    }
  }),
  'wx-server-sdk throws -1, node-sdk finds nothing',
)
item(
  DOCUMENTS,
  'throwOnNotFound: false',
  'docs',
  wx(async ({ seeded, db }) => {
    const { config } = db as unknown as { config: Stored }
    config.throwOnNotFound = false
    try {
      expect(await (await seeded()).doc('a').get()).toMatchObject({ data: null })
    } finally {
      config.throwOnNotFound = true
    }
  }),
)
item(
  DOCUMENTS,
  'set replaces, or makes what is missing',
  'docs',
  both(async ({ seeded, read, set }) => {
    const collection = await seeded([{ _id: 'a', n: 1, o: { x: 1 } }])
    expect(await set(collection.doc('a'), { m: 2 })).toMatchObject({ updated: 1, created: 0 })
    expect(await read(collection.doc('a'))).toEqual({ _id: 'a', m: 2 })
    expect(await set(collection.doc('b'), { m: 3 })).toEqual({ updated: 0, created: 1, id: 'b' })
    expect(await read(collection.doc('b'))).toEqual({ _id: 'b', m: 3 })
  }),
)
item(
  DOCUMENTS,
  'set to the same counts as updated',
  'assumed',
  both(async ({ seeded, set }) => {
    const collection = await seeded([{ _id: 'a', n: 1 }])
    expect(await set(collection.doc('a'), { n: 1 })).toMatchObject({ updated: 1, created: 0 })
  }),
)
item(
  DOCUMENTS,
  'update merges nested objects',
  'docs',
  both(async ({ seeded, read, update, _ }) => {
    const collection = await seeded([{ _id: 'a', o: { x: 1, y: 2 }, l: [1, 2] }])
    expect(await update(collection.doc('a'), { o: { y: 3, z: { w: 4 } }, l: [9] })).toBe(1)
    expect(await read(collection.doc('a'))).toEqual({ _id: 'a', o: { x: 1, y: 3, z: { w: 4 } }, l: [9] })
    await update(collection.doc('a'), { o: _.set({ only: 1 }) })
    expect(await read(collection.doc('a'))).toEqual({ _id: 'a', o: { only: 1 }, l: [9] })
  }),
)
item(
  DOCUMENTS,
  'update of what is missing, or is so already, updates 0',
  'assumed',
  both(async ({ seeded, update }) => {
    const collection = await seeded([{ _id: 'a', n: 1 }])
    expect(await update(collection.doc('b'), { n: 2 })).toBe(0)
    expect(await update(collection.doc('a'), { n: 1 })).toBe(0)
    expect(await update(collection.where({ n: 5 }), { n: 2 })).toBe(0)
  }),
)
item(
  DOCUMENTS,
  'an update with nothing in it is an error',
  'assumed',
  both(async ({ seeded, update, name }) => {
    const collection = await seeded([{ _id: 'a', n: 1 }])
    const empty = failure(update(collection.doc('a'), {}))
    expect((await empty).message).toContain(
      // The one SDK says so itself, the other one sends it.
      name === 'node-sdk' ? 'update document must have at least one element' : 'options.data must not be empty',
    )
    // An empty object is left out by both.
    const nested = failure(update(collection.where({ n: 1 }), { o: {} }))
    expect((await nested).message).toContain('update document must have at least one element')
    expect((await collection.get()).data).toEqual([{ _id: 'a', n: 1 }])
  }),
)
item(
  DOCUMENTS,
  'update and remove of a query: all that match',
  'docs',
  both(async ({ seeded, update, remove, _ }) => {
    const collection = await seeded([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 2 },
      { _id: 'c', n: 3 },
    ])
    expect(await update(collection.where({ n: _.gt(1) }), { big: true })).toBe(2)
    expect(await remove(collection.where({ big: true }))).toBe(2)
    expect((await collection.get()).data).toEqual([{ _id: 'a', n: 1 }])
  }),
)
item(
  DOCUMENTS,
  'options multiple: false',
  'sdk',
  node(async ({ seeded, _ }) => {
    const collection = await seeded([{ n: 1 }, { n: 1 }, { n: 1 }])
    const one = collection.where({ n: _.gt(0) }).options({ multiple: false })
    expect((await one.update({ n: _.inc(1) })).updated).toBe(1)
    expect((await one.remove()).deleted).toBe(1)
    expect((await collection.count()).total).toBe(2)
  }),
)
item(
  DOCUMENTS,
  'updateAndReturn',
  'sdk',
  node(async ({ seeded }) => {
    const collection = await seeded([{ _id: 'x', a: 1 }])
    expect(await collection.where({ a: 1 }).updateAndReturn({ a: 2 })).toMatchObject({ updated: 1, doc: { a: 2 } })
    expect(await collection.where({ a: 2 }).updateAndReturn({ a: 2 })).toMatchObject({ updated: 1, doc: { a: 2 } })
    expect(await collection.where({ a: 9 }).updateAndReturn({ a: 2 })).toMatchObject({ updated: 0, doc: null })
  }),
)
item(
  DOCUMENTS,
  'remove',
  'docs',
  both(async ({ seeded, remove }) => {
    const collection = await seeded([{ _id: 'a' }])
    expect(await remove(collection.doc('a'))).toBe(1)
    expect(await remove(collection.doc('a'))).toBe(0)
  }),
)
item(
  DOCUMENTS,
  'count',
  'docs',
  both(async ({ seeded, _ }) => {
    const collection = await seeded([{ n: 1 }, { n: 2 }, { n: 3 }])
    expect((await collection.count()).total).toBe(3)
    expect((await collection.where({ n: _.gt(1) }).count()).total).toBe(2)
  }),
)
item(
  DOCUMENTS,
  'createCollection',
  'docs',
  both(async ({ db, cloud, name }) => {
    const collection = `made-by-${name}`
    await db.createCollection(collection)
    expect(cloud.database.collections()).toContainEqual({ name: collection, documents: 0 })
    expect(await failure(db.createCollection(collection))).toMatchObject(
      name === 'node-sdk' ? { code: 'DATABASE_COLLECTION_ALREADY_EXIST' } : { errCode: expect.any(Number) },
    )
  }),
)
differs(
  DOCUMENTS,
  'collections are made when first written to',
  'docs',
  'with a warning; the cloud answers DATABASE_COLLECTION_NOT_EXIST, -502005',
  both(async ({ db, add, name }) => {
    await add(db.collection(`new-for-${name}`), { n: 1 })
    expect((await db.collection(`new-for-${name}`).count()).total).toBe(1)
  }),
)

item(
  RESULTS,
  'limit: 100 when none is given, 1,000 at most',
  'sdk',
  both(async ({ seeded }) => {
    const collection = await seeded(Array.from({ length: 1001 }, (_, n) => ({ n })))
    expect((await collection.get()).data).toHaveLength(100)
    expect((await collection.limit(101).get()).data).toHaveLength(101)
    expect((await collection.limit(1000).get()).data).toHaveLength(1000)
    expect((await collection.limit(1001).get()).data).toHaveLength(1000)
  }),
)
item(
  RESULTS,
  'skip',
  'docs',
  both(async ({ seeded }) => {
    const collection = await seeded([{ n: 1 }, { n: 2 }, { n: 3 }])
    const { data } = await collection.orderBy('n', 'asc').skip(1).limit(1).get()
    expect(data.map(({ n }: Stored) => n)).toEqual([2])
    expect((await collection.skip(9).get()).data).toEqual([])
  }),
)
item(
  RESULTS,
  'orderBy: several fields, paths, types in order',
  'docs',
  both(async ({ seeded }) => {
    const collection = await seeded([
      { _id: 'a', g: 1, o: { n: 2 } },
      { _id: 'b', g: 2, o: { n: 1 } },
      { _id: 'c', g: 1, o: { n: 'text' } },
      { _id: 'd', g: 2 },
    ])
    const { data } = await collection.orderBy('g', 'desc').orderBy('o.n', 'asc').get()
    expect(data.map(({ _id }: Stored) => _id)).toEqual(['d', 'b', 'a', 'c'])
  }),
)
item(
  RESULTS,
  'without orderBy: in the order of insertion',
  'assumed',
  both(async ({ seeded, add }) => {
    const collection = await seeded()
    for (let n = 0; n < 5; n++) await add(collection, { n })
    expect((await collection.get()).data.map(({ n }: Stored) => n)).toEqual([0, 1, 2, 3, 4])
  }),
)
differs(
  RESULTS,
  'without orderBy, ids of your own',
  'assumed',
  'documents come in the order of their ids, not of their insertion',
  both(async ({ seeded, add }) => {
    const collection = await seeded()
    for (const _id of ['b', 'a']) await add(collection, { _id })
    expect((await collection.get()).data).toEqual([{ _id: 'a' }, { _id: 'b' }])
  }),
)
item(
  RESULTS,
  'field: kept, left out, nested',
  'docs',
  both(async ({ seeded }) => {
    const collection = await seeded([{ _id: 'i', a: 1, o: { x: 1, y: 2 }, l: [{ k: 1, v: 2 }] }])
    const shown = async (projection: object) => (await collection.field(projection).get()).data[0]
    expect(await shown({ a: true })).toEqual({ _id: 'i', a: 1 })
    expect(await shown({ a: 1, _id: 0 })).toEqual({ a: 1 })
    expect(await shown({ o: false, l: 0 })).toEqual({ _id: 'i', a: 1 })
    expect(await shown({ 'o.x': true, 'l.v': true })).toEqual({ _id: 'i', o: { x: 1 }, l: [{ v: 2 }] })
    expect(await failure(shown({ a: true, o: false }))).not.toEqual({})
  }),
)
item(
  RESULTS,
  'field of one document',
  'docs',
  both(async ({ seeded, read }) => {
    const collection = await seeded([{ _id: 'i', a: 1, b: 2 }])
    expect(await read(collection.doc('i').field({ b: true }))).toEqual({ _id: 'i', b: 2 })
  }),
)
item(
  RESULTS,
  'project.slice, project.elemMatch',
  'docs',
  both(async ({ seeded, _ }) => {
    const collection = await seeded([{ _id: 'i', l: [1, 2, 3], m: [{ k: 1 }, { k: 2 }], n: 5 }])
    const shown = async (projection: object) => (await collection.field(projection).get()).data[0]
    expect(await shown({ l: _.project.slice(2) })).toMatchObject({ l: [1, 2], n: 5 })
    expect(await shown({ l: _.project.slice([1, 1]) })).toMatchObject({ l: [2], n: 5 })
    expect(await shown({ m: _.project.elemMatch({ k: 2 }) })).toEqual({ _id: 'i', m: [{ k: 2 }] })
  }),
)

const roundTrip = (values: Stored) =>
  both(async ({ seeded, add, read }) => {
    const collection = await seeded()
    expect(await read(collection.doc(await add(collection, values)))).toMatchObject(values)
  })
item(VALUES, 'texts, booleans, null', 'sdk', roundTrip({ t: '内容😀', yes: true, no: false, none: null, empty: '' }))
item(
  VALUES,
  'numbers: int, long, double',
  'sdk',
  roundTrip({ int: -7, top: 2147483647, long: 5_000_000_000, safe: Number.MAX_SAFE_INTEGER, double: 0.1, huge: 1e300 }),
)
item(VALUES, 'arrays and objects, nested and empty', 'sdk', roundTrip({ a: [1, [2, [3]], { b: [] }], o: {}, l: [] }))
item(VALUES, 'dates', 'sdk', roundTrip({ at: new Date(1565314149491), before: new Date(-1), list: [new Date(0)] }))
item(
  VALUES,
  'serverDate, with offset, nested',
  'docs',
  both(async ({ seeded, add, read, db }) => {
    const collection = await seeded()
    const date = (offset: number) => db.serverDate({ offset })
    const document = { now: db.serverDate(), later: date(60_000), o: { at: date(31_536_000_000) }, l: [date(-1)] }
    const stored = (await read(collection.doc(await add(collection, document)))) as {
      [name: string]: Date
    } & { o: { at: Date }; l: Date[] }
    const now = stored.now?.getTime() ?? 0
    expect(Math.abs(now - Date.now())).toBeLessThan(60_000)
    expect(stored.later?.getTime()).toBe(now + 60_000)
    expect(stored.o.at.getTime()).toBe(now + 31_536_000_000)
    expect(stored.l[0]?.getTime()).toBe(now - 1)
  }),
)
item(
  VALUES,
  'geo: Point, LineString, Polygon, Multi…',
  'docs',
  both(async ({ seeded, add, read, db }) => {
    const { Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon } = db.Geo as unknown as Shapes
    const points = [new Point(0, 0), new Point(2, 0), new Point(2, 2), new Point(0, 0)]
    const line = new LineString(points)
    const polygon = new Polygon([line])
    const document = {
      point: new Point(113.5, -23.25),
      line,
      polygon,
      points: new MultiPoint(points),
      lines: new MultiLineString([line, line]),
      polygons: new MultiPolygon([polygon]),
      list: [new Point(1, 2)],
    }
    const collection = await seeded()
    const { _id, ...stored } = await read(collection.doc(await add(collection, document)))
    expect(JSON.parse(JSON.stringify(stored))).toEqual(JSON.parse(JSON.stringify(document)))
    expect((stored.point as object).constructor.name).toBe('Point')
  }),
)
item(
  VALUES,
  'ObjectId is its text',
  'assumed',
  node(async ({ seeded, db }) => {
    const collection = await seeded()
    const id = '5e7b474a5e54c773b58d7b39'
    expect((await collection.add({ _id: db.ObjectId({ id }), ref: db.ObjectId({ id }) })).id).toBe(id)
    expect((await collection.where({ ref: db.ObjectId({ id }) }).get()).data).toEqual([{ _id: id, ref: id }])
    expect((await collection.doc(id).get()).data).toHaveLength(1)
  }),
)
item(
  VALUES,
  'undefined is left out',
  'sdk',
  both(async ({ seeded, add, read }) => {
    const collection = await seeded()
    const id = await add(collection, { a: undefined, b: 1, o: { c: undefined } })
    expect(await read(collection.doc(id))).toEqual({ _id: id, b: 1, o: {} })
  }),
)

item(
  ERRORS,
  'duplicate _id',
  'docs',
  both(async (sdk) => {
    const collection = await sdk.seeded([{ _id: 'a' }])
    const again = sdk.add(collection, { _id: 'a' })
    await fails(sdk, again, -502001, 'DATABASE_REQUEST_FAILED', 'E11000 duplicate key error collection:')
  }),
  '-502001, DATABASE_REQUEST_FAILED',
)
item(
  ERRORS,
  'a field that begins with $',
  'assumed',
  both(async (sdk) => {
    const added = sdk.add(await sdk.seeded(), { $_key: 1 })
    await fails(sdk, added, -502001, 'DATABASE_REQUEST_FAILED', "The dollar ($) prefixed field '$_key'")
  }),
)
item(
  ERRORS,
  'no update of _id',
  'sdk',
  both(async ({ seeded, update }) => {
    const collection = await seeded([{ _id: 'a' }])
    expect(await failure(update(collection.doc('a'), { _id: 'b' }))).not.toEqual({})
    expect((await collection.get()).data).toEqual([{ _id: 'a' }])
  }),
)
item(
  ERRORS,
  'collections of the cloud itself are closed',
  'assumed',
  both(async (sdk) => {
    const asked = sdk.db.collection('_users').get()
    await fails(sdk, asked, -502003, 'DATABASE_PERMISSION_DENIED', 'belongs to the cloud')
  }),
)
item(
  ERRORS,
  'an expression that is wrong',
  'assumed',
  both(async (sdk) => {
    const asked = (await sdk.seeded()).where({ t: sdk.db.RegExp({ regexp: '(' }) }).get()
    const error = await failure(asked)
    expect(error).not.toEqual({})
  }),
)

tabled(__filename)
