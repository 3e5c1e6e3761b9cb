import { clouds, type ServerSdk } from './clouds'
import { differs, item, missing, tabled } from './item'

const { both, node, cloud } = clouds()
const AREA = 'Database: aggregation stages'

type Stored = Record<string, unknown>
type StageName =
  | 'addFields'
  | 'bucket'
  | 'bucketAuto'
  | 'count'
  | 'geoNear'
  | 'group'
  | 'limit'
  | 'lookup'
  | 'match'
  | 'project'
  | 'replaceRoot'
  | 'sample'
  | 'skip'
  | 'sort'
  | 'sortByCount'
  | 'unwind'
/** A pipeline of the SDK. */
type Pipeline = { [Name in StageName]: (operand: unknown) => Pipeline } & {
  end(): Promise<{ list?: Stored[]; data?: Stored[] }>
}
type Build = (pipeline: Pipeline, sdk: ServerSdk) => Pipeline

const run = async (collection: unknown, build: Build, sdk: ServerSdk): Promise<Stored[]> => {
  const pipeline = (collection as { aggregate(): Pipeline }).aggregate()
  const { list, data } = await build(pipeline, sdk).end()
  return list ?? data ?? []
}

/** The pipeline makes `result` of the documents. */
const gives = (documents: Stored[], build: Build, result: unknown[]) =>
  both(async (sdk) => {
    expect(await run(await sdk.seeded(documents), build, sdk)).toEqual(result)
  })

const refuses = (documents: Stored[], build: Build, text: string) =>
  both(async (sdk) => {
    const collection = await sdk.seeded(documents)
    await expect(run(collection, build, sdk)).rejects.toThrow(text)
  })

const all =
  (...runs: (() => Promise<void>)[]) =>
  async () => {
    for (const one of runs) await one()
  }

const sales = [
  { _id: 1, who: 'ann', fen: 300, tags: ['a', 'b'] },
  { _id: 2, who: 'bob', fen: 100, tags: [] },
  { _id: 3, who: 'ann', fen: 200, tags: ['b'] },
  { _id: 4, who: 'cid', fen: 200 },
]
const ids = (documents: Stored[]) => documents.map(({ _id }) => ({ _id }))

item(
  AREA,
  'match',
  'docs',
  all(
    gives(sales, (p, { _ }) => p.match({ who: 'ann', fen: _.gt(200) }).project({ _id: 1 }), [{ _id: 1 }]),
    gives(sales, (p, { _ }) => p.match(_.or([{ who: 'cid' }, { fen: 100 }])).project({ _id: 1 }), [
      { _id: 2 },
      { _id: 4 },
    ]),
    gives(
      sales,
      (p, { _, $ }) => p.match(_.expr($.eq([$.strLenCP('$who'), $.divide(['$fen', 100])]))).project({ _id: 1 }),
      [{ _id: 1 }],
    ),
    gives(sales, (p) => p.project({ who: 1 }).match({ who: /^[bc]/ }).project({ _id: 1 }), [{ _id: 2 }, { _id: 4 }]),
  ),
)

item(
  AREA,
  'project',
  'docs',
  all(
    gives([{ _id: 1, a: 1, b: { c: 2, d: 3 }, e: 4 }], (p) => p.project({ b: { c: 1 }, a: true }), [
      { _id: 1, a: 1, b: { c: 2 } },
    ]),
    gives([{ _id: 1, a: 1, b: { c: 2, d: 3 } }], (p) => p.project({ _id: 0, 'b.c': 0 }), [{ a: 1, b: { d: 3 } }]),
    gives([{ _id: 1, l: [{ x: 1, y: 2 }, 5, { y: 3 }] }], (p) => p.project({ _id: 0, 'l.x': 1 }), [
      { l: [{ x: 1 }, {}] },
    ]),
    gives(
      [{ _id: 1, x: 1, y: 2 }],
      (p) => p.project({ _id: 0, at: ['$x', '$y', '$z'], in: { sum: { $add: ['$x', '$y'] } } }),
      [{ at: [1, 2, null], in: { sum: 3 } }],
    ),
    gives([{ _id: 1, x: 1 }], (p) => p.project({ gone: '$zz', kept: { $ifNull: ['$zz', 0] } }), [{ _id: 1, kept: 0 }]),
    refuses(
      sales,
      (p) => p.project({ a: 1, b: 0 }),
      "cannot exclude fields other than '_id' in an inclusion projection",
    ),
    refuses(sales, (p) => p.project({}), 'specification must have at least one field'),
    refuses(sales, (p) => p.project({ a: { $foo: 1 } }), "Unrecognized expression '$foo'"),
  ),
)

item(
  AREA,
  'addFields',
  'docs',
  all(
    gives([{ _id: 1, a: { b: 1 }, l: [{ x: 1 }] }], (p) => p.addFields({ 'a.c': '$a.b', 'l.y': 2, n: 5 }), [
      { _id: 1, a: { b: 1, c: 1 }, l: [{ x: 1, y: 2 }], n: 5 },
    ]),
    gives([{ _id: 1, a: 1 }], (p) => p.addFields({ a: { $add: ['$a', 1] }, at: new Date(3) }), [
      { _id: 1, a: 2, at: new Date(3) },
    ]),
    refuses(sales, (p) => p.addFields({ a: 1, 'a.b': 2 }), 'specification contains two conflicting paths'),
  ),
)

item(
  AREA,
  'group',
  'docs',
  all(
    gives(sales, (p, { $ }) => p.group({ _id: '$who', total: $.sum('$fen'), count: $.sum(1) }).sort({ _id: 1 }), [
      { _id: 'ann', total: 500, count: 2 },
      { _id: 'bob', total: 100, count: 1 },
      { _id: 'cid', total: 200, count: 1 },
    ]),
    gives(sales, (p, { $ }) => p.group({ _id: { who: '$who', many: $.gt(['$fen', 250]) } }).count('groups'), [
      { groups: 4 },
    ]),
    gives(
      [{ _id: 1 }, { _id: 2, k: null }, { _id: 3, k: 0 }],
      (p, { $ }) => p.group({ _id: '$k', ids: $.push('$_id') }).sort({ _id: 1 }),
      [
        { _id: null, ids: [1, 2] },
        { _id: 0, ids: [3] },
      ],
    ),
    gives([], (p) => p.group({ _id: null }), []),
    refuses(sales, (p) => p.group({ total: 1 }), 'a group specification must include an _id'),
    refuses(sales, (p) => p.group({ _id: 1, total: 1 }), "The field 'total' must be an accumulator object"),
    refuses(sales, (p) => p.group({ _id: 1, total: { $foo: 1 } }), "unknown group operator '$foo'"),
  ),
)

item(
  AREA,
  'sort, skip, limit',
  'docs',
  all(
    gives(sales, (p) => p.sort({ fen: -1, _id: 1 }).skip(1).limit(2).project({ _id: 1 }), [{ _id: 3 }, { _id: 4 }]),
    gives(sales, (p) => p.limit(3).skip(2).project({ _id: 1 }), [{ _id: 3 }]),
    gives(
      ['😀', '\uffee', 'b', null, 7, { a: 1 }, [], true, new Date(1)].map((v, _id) => ({ _id, v })),
      (p) => p.sort({ v: 1 }).project({ _id: 1 }),
      ids([6, 3, 4, 2, 1, 0, 5, 7, 8].map((_id) => ({ _id }))),
    ),
    refuses(sales, (p) => p.limit(0), 'the limit must be positive'),
    refuses(sales, (p) => p.skip(-1), 'Argument to $skip cannot be negative'),
    refuses(sales, (p) => p.sort({ a: 2 }), '$sort key ordering must be 1 (for ascending) or -1 (for descending)'),
  ),
)

item(
  AREA,
  'unwind',
  'docs',
  all(
    gives(sales, (p) => p.unwind('$tags').project({ who: 0, fen: 0 }), [
      { _id: 1, tags: 'a' },
      { _id: 1, tags: 'b' },
      { _id: 3, tags: 'b' },
    ]),
    gives(
      [{ _id: 1, l: ['x', 'y'] }, { _id: 2, l: [] }, { _id: 3, l: null }, { _id: 4 }, { _id: 5, l: 'one' }],
      (p) => p.unwind({ path: '$l', includeArrayIndex: 'i', preserveNullAndEmptyArrays: true }),
      [
        { _id: 1, l: 'x', i: 0 },
        { _id: 1, l: 'y', i: 1 },
        { _id: 2, i: null },
        { _id: 3, l: null, i: null },
        { _id: 4, i: null },
        { _id: 5, l: 'one', i: null },
      ],
    ),
    gives([{ _id: 1, o: { l: [1, 2], k: 0 } }], (p) => p.unwind('$o.l'), [
      { _id: 1, o: { l: 1, k: 0 } },
      { _id: 1, o: { l: 2, k: 0 } },
    ]),
    refuses(sales, (p) => p.unwind('tags'), "path option to $unwind stage should be prefixed with a '$': tags"),
  ),
)

item(
  AREA,
  'count, sortByCount',
  'docs',
  all(
    gives(sales, (p) => p.match({ who: 'ann' }).count('n'), [{ n: 2 }]),
    gives(sales, (p) => p.match({ who: 'zoe' }).count('n'), []),
    gives(sales, (p) => p.unwind('$tags').sortByCount('$tags'), [
      { _id: 'b', count: 2 },
      { _id: 'a', count: 1 },
    ]),
    refuses(sales, (p) => p.count('$n'), 'the count field cannot be a $-prefixed path'),
    refuses(sales, (p) => p.sortByCount('tags'), 'the sortByCount field must be defined as a $-prefixed path'),
  ),
)

item(
  AREA,
  'bucket',
  'docs',
  all(
    gives(sales, (p) => p.bucket({ groupBy: '$fen', boundaries: [0, 200, 400] }), [
      { _id: 0, count: 1 },
      { _id: 200, count: 3 },
    ]),
    gives(
      sales,
      (p, { $ }) =>
        p.bucket({ groupBy: '$fen', boundaries: [0, 200], default: 'more', output: { ids: $.push('$_id') } }),
      [
        { _id: 0, ids: [2] },
        { _id: 'more', ids: [1, 3, 4] },
      ],
    ),
    refuses(sales, (p) => p.bucket({ groupBy: '$fen', boundaries: [0, 200] }), 'could not find a matching branch'),
    refuses(sales, (p) => p.bucket({ groupBy: '$fen', boundaries: [2, 1] }), 'must be sorted'),
    refuses(
      sales,
      (p) => p.bucket({ groupBy: '$fen', boundaries: [0, 9], default: 5 }),
      "'default' field must be less than the lowest boundary",
    ),
  ),
)

const ten = Array.from({ length: 10 }, (_, i) => ({ _id: i, v: i * i }))

item(
  AREA,
  'bucketAuto, with granularity',
  'docs',
  all(
    gives(ten, (p) => p.bucketAuto({ groupBy: '$v', buckets: 4 }), [
      { _id: { min: 0, max: 9 }, count: 3 },
      { _id: { min: 9, max: 36 }, count: 3 },
      { _id: { min: 36, max: 81 }, count: 3 },
      { _id: { min: 81, max: 81 }, count: 1 },
    ]),
    gives(
      [{ v: 1 }, { v: 1 }, { v: 1 }, { v: 2 }],
      (p, { $ }) => p.bucketAuto({ groupBy: '$v', buckets: 2, output: { n: $.sum(1) } }),
      [
        { _id: { min: 1, max: 2 }, n: 3 },
        { _id: { min: 2, max: 2 }, n: 1 },
      ],
    ),
    gives(ten, (p) => p.bucketAuto({ groupBy: '$v', buckets: 3, granularity: 'POWERSOF2' }), [
      { _id: { min: 0, max: 8 }, count: 3 },
      { _id: { min: 8, max: 32 }, count: 3 },
      { _id: { min: 32, max: 128 }, count: 4 },
    ]),
    gives(ten, (p) => p.bucketAuto({ groupBy: '$v', buckets: 2, granularity: 'R5' }), [
      { _id: { min: 0, max: 25 }, count: 5 },
      { _id: { min: 25, max: 100 }, count: 5 },
    ]),
    refuses(sales, (p) => p.bucketAuto({ groupBy: '$who', buckets: 2, granularity: 'E6' }), 'numeric boundaries only'),
    refuses(sales, (p) => p.bucketAuto({ groupBy: '$fen', buckets: 0 }), 'must be greater than 0'),
  ),
)

item(
  AREA,
  'replaceRoot',
  'docs',
  all(
    gives([{ _id: 1, o: { a: 1 } }], (p) => p.replaceRoot({ newRoot: '$o' }), [{ a: 1 }]),
    gives(
      [{ _id: 1, o: { a: 1 } }],
      (p, { $ }) => p.replaceRoot({ newRoot: $.mergeObjects([{ _id: '$_id' }, '$o']) }),
      [{ _id: 1, a: 1 }],
    ),
    refuses(
      [{ _id: 1 }],
      (p) => p.replaceRoot({ newRoot: '$o' }),
      "'newRoot' expression must evaluate to an object, but resulting value was: MISSING",
    ),
  ),
)

item(
  AREA,
  'sample',
  'docs',
  both(async (sdk) => {
    const collection = await sdk.seeded(ten)
    const some = await run(collection, (p) => p.sample({ size: 4 }), sdk)
    expect(new Set(some.map(({ _id }) => _id)).size).toBe(4)
    expect(await run(collection, (p) => p.sample({ size: 99 }), sdk)).toHaveLength(10)
    await expect(run(collection, (p) => p.sample({ size: -1 }), sdk)).rejects.toThrow('must not be negative')
  }),
)

/** Orders and the goods they name, joined by a pipeline that is given the name of the goods. */
const joins = (orders: Stored[], goods: Stored[], build: (from: string) => Build, result: unknown[]) =>
  both(async (sdk) => {
    const name = `goods${goods.length}${sdk.name}`
    await cloud().database.remove(name, {})
    await cloud().database.insert(name, goods)
    expect(await run(await sdk.seeded(orders), build(name), sdk)).toEqual(result)
  })

const orders = [
  { _id: 1, item: 'tea', n: 2 },
  { _id: 2, item: ['rice', 'tea'], n: 1 },
  { _id: 3, n: 5 },
  { _id: 4, item: 'none', n: 0 },
]
const goods = [
  { _id: 'g1', name: 'tea', stock: 3 },
  { _id: 'g2', name: 'rice', stock: 0 },
  { _id: 'g3', stock: 9 },
]

item(
  AREA,
  'lookup by equality (lists by item, missing as null)',
  'docs',
  joins(
    orders,
    goods,
    (from) =>
      (p, { $ }) =>
        p
          .lookup({ from, localField: 'item', foreignField: 'name', as: 'found' })
          .project({ found: $.map({ input: '$found', as: 'g', in: '$$g._id' }) }),
    [
      { _id: 1, found: ['g1'] },
      { _id: 2, found: ['g1', 'g2'] },
      { _id: 3, found: ['g3'] },
      { _id: 4, found: [] },
    ],
  ),
)

item(
  AREA,
  'lookup with let and pipeline',
  'docs',
  all(
    joins(
      orders,
      goods,
      (from) =>
        (p, { _, $ }) =>
          p
            .match({ item: _.exists(true) })
            .lookup({
              from,
              let: { wanted: '$item', n: '$n' },
              pipeline: $.pipeline()
                .match(_.expr($.and([$.eq(['$name', '$$wanted']), $.gte(['$stock', '$$n'])])))
                .project({ _id: 0, left: $.subtract(['$stock', '$$n']) })
                .done(),
              as: 'in.stock',
            })
            .project({ in: 1 }),
      [
        { _id: 1, in: { stock: [{ left: 1 }] } },
        { _id: 2, in: { stock: [] } },
        { _id: 4, in: { stock: [] } },
      ],
    ),
    joins(
      orders,
      goods,
      (from) =>
        (p, { _, $ }) =>
          p
            .lookup({
              from,
              let: { n: '$n' },
              pipeline: $.pipeline()
                .match(_.or([{ name: 'rice' }, _.and([{ name: 'tea' }, _.expr($.eq(['$stock', '$$n']))])]))
                .match(_.nor([_.expr($.eq(['$stock', '$$n']))]))
                .project({ _id: 1 })
                .done(),
              as: 'in',
            })
            .project({ in: 1 }),
      [
        { _id: 1, in: [{ _id: 'g2' }] },
        { _id: 2, in: [{ _id: 'g2' }] },
        { _id: 3, in: [{ _id: 'g2' }] },
        { _id: 4, in: [] },
      ],
    ),
    joins(
      [{ _id: 1 }, { _id: 2 }],
      goods,
      (from) =>
        (p, { $ }) =>
          p.lookup({ from, pipeline: $.pipeline().match({ stock: 0 }).project({ _id: 1 }).done(), as: 'out' }),
      [
        { _id: 1, out: [{ _id: 'g2' }] },
        { _id: 2, out: [{ _id: 'g2' }] },
      ],
    ),
    refuses(
      orders,
      (p) => p.lookup({ from: 'goods', localField: 'a', as: 'x' }),
      "$lookup requires either 'pipeline' or both",
    ),
    refuses(
      orders,
      (p) => p.lookup({ from: 'goods', pipeline: [{ $match: { $expr: { $eq: ['$$no', 1] } } }], as: 'x' }),
      'Use of undefined variable: no',
    ),
  ),
)

item(
  AREA,
  'facet (raw pipelines)',
  'sdk',
  node(async (sdk) => {
    const collection = (await sdk.seeded(sales)).options({ raw: true } as never) as unknown as {
      aggregate(stages: object[]): Pipeline
    }
    const { data } = await collection
      .aggregate([
        { $facet: { rich: [{ $match: { fen: { $gte: 200 } } }, { $count: 'n' }], who: [{ $group: { _id: '$who' } }] } },
      ])
      .end()
    expect(data).toEqual([{ rich: [{ n: 3 }], who: [{ _id: 'ann' }, { _id: 'bob' }, { _id: 'cid' }] }])
    const nested = collection.aggregate([{ $facet: { a: [{ $facet: {} }] } }])
    await expect(nested.end()).rejects.toThrow('$facet is not allowed to be used within a $facet stage')
  }),
)

const places = [
  { _id: 'tower', city: 'Guangzhou', at: { type: 'Point', coordinates: [113.30593, 23.1361155] } },
  { _id: 'palace', city: 'Beijing', at: { type: 'Point', coordinates: [116.3949659, 39.9163447] } },
  { _id: 'hill', city: 'Guangzhou', at: { type: 'Point', coordinates: [113.306789, 23.1564721] } },
]
const near =
  (more: object): Build =>
  (p, { db }) =>
    p.geoNear({ near: new db.Geo.Point(113.3089506, 23.0968251), spherical: true, distanceField: 'far', ...more })

item(
  AREA,
  'geoNear',
  'docs',
  all(
    both(async (sdk) => {
      const found = await run(
        await sdk.seeded(places),
        near({ key: 'at', includeLocs: 'loc', query: { city: /zhou/ } }),
        sdk,
      )
      expect(found.map(({ _id, far }) => [_id, far])).toEqual([
        ['tower', expect.closeTo(4384.7, 0)],
        ['hill', 6643.521654040738],
      ])
    }),
    both(async (sdk) => {
      const collection = await sdk.seeded(places)
      const found = async (more: object) => (await run(collection, near(more), sdk)).map(({ _id }) => _id)
      expect(await found({ maxDistance: 5000 })).toEqual(['tower'])
      expect(await found({ minDistance: 5000, limit: 1 })).toEqual(['hill'])
      const [first] = await run(collection, near({ distanceMultiplier: 0.001, limit: 1 }), sdk)
      expect(first?.far).toBeCloseTo(4.38, 2)
    }),
    refuses(places, (p, sdk) => near({})(p.limit(1), sdk), '$geoNear is only valid as the first stage in a pipeline.'),
    refuses(places, near({ distanceField: undefined }), "$geoNear requires a 'distanceField' option as a String"),
  ),
)

differs(
  AREA,
  'documents of an aggregation without limit',
  'assumed',
  'developers tell that the cloud gives the first 20; here all come, with a warning',
  both(async (sdk) => {
    const collection = await sdk.seeded(Array.from({ length: 1500 }, (_, n) => ({ n })))
    expect(await run(collection, (p) => p.match({ n: sdk._.gte(0) }), sdk)).toHaveLength(1500)
  }),
)

item(
  AREA,
  'raw stages set, unset, replaceWith',
  'sdk',
  node(async (sdk) => {
    const collection = (await sdk.seeded([{ _id: 1, a: { b: 1, c: 2 } }])).options({
      raw: true,
    } as never) as unknown as {
      aggregate(stages: object[]): Pipeline
    }
    const stages = [{ $set: { 'a.d': 3 } }, { $unset: ['a.b', '_id'] }, { $replaceWith: '$a' }]
    expect((await collection.aggregate(stages).end()).data).toEqual([{ c: 2, d: 3 }])
  }),
)

differs(
  AREA,
  'geoNear without a geo index',
  'docs',
  'the cloud asks for one; here none is needed, and without key the first point of a document counts',
  both(async (sdk) => {
    expect(await run(await sdk.seeded(places), near({ limit: 1 }), sdk)).toHaveLength(1)
  }),
)

const raw = (stage: object) =>
  node(async (sdk) => {
    const collection = (await sdk.seeded(sales)).options({ raw: true } as never) as unknown as {
      aggregate(stages: object[]): Pipeline
    }
    await expect(collection.aggregate([stage]).end()).rejects.toThrow(
      new RegExp(
        `\\${Object.keys(stage)[0]} is refused|Unrecognized pipeline stage name: '\\${Object.keys(stage)[0]}'`,
      ),
    )
  })

differs(
  AREA,
  'out, merge',
  'assumed',
  'refused: an aggregation writes nothing',
  all(raw({ $out: 'x' }), raw({ $merge: { into: 'x' } })),
)

missing(
  AREA,
  'redact, graphLookup, unionWith (raw pipelines only)',
  'refused by name',
  all(raw({ $redact: '$$KEEP' }), raw({ $graphLookup: {} }), raw({ $unionWith: 'x' })),
)

tabled(__filename)
